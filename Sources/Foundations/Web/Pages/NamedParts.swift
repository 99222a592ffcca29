/// What hands its parts to a template by name itself, without being taken apart.
package protocol NamedParts {
  func child(named name: String) -> Any?
}

/// A structure that hands its templates more than its stored properties. What is made of them is made when a template asks.
package protocol DerivedParts: NamedParts {
  typealias Derivation = @Sendable (UnsafePointer<Self>) -> Part?
  /// They come before stored properties of the same names.
  static var derived: [String: Derivation] { get }
  /// Stored properties that are none of a template's business.
  static var hidden: Set<String> { get }
}

extension DerivedParts {
  static var readings: [String: PartReading] { derived.mapValues { DerivedReading<Self>($0) } }

  /// Slowly, for what looks at pages without drawing them.
  package func child(named name: String) -> Any? {
    if let derive = Self.derived[name] {
      return switch withUnsafePointer(to: self, { derive($0) }) {
      case .text(let text): text
      case .flag(let flag): flag
      case .list, .object, .named, nil: nil
      }
    }
    if Self.hidden.contains(name) { return nil }
    guard let child = Mirror(reflecting: self).children.first(where: { $0.label == name })?.value else { return nil }
    let mirror = Mirror(reflecting: child)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : child
  }
}

private final class DerivedReading<Value: DerivedParts>: PartReading {
  private let derive: Value.Derivation
  init(_ derive: @escaping Value.Derivation) { self.derive = derive }

  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    derive(place.assumingMemoryBound(to: Value.self))
  }
}

/// What is known by its mirror alone.
final class MirroredParts: NamedParts {
  private let values: [String: Any]

  init(_ mirror: Mirror) {
    let named = mirror.children.compactMap { child in child.label.map { ($0, child.value) } }
    values = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  func child(named name: String) -> Any? { values[name] }
}
