import House

extension House {
  /// The house as it ships, at an address of this machine.
  static let sample = House.km0(base: "http://localhost")
}
