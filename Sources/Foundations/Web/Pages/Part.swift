/// What a template sees of a value.
package enum Part {
  case text(String)
  case flag(Bool)
  case list([Part])
  case object(any NamedParts)

  /// Nil of an optional that is empty.
  init?(_ value: Any) {
    func part<Value>(_ value: Value) -> Part? {
      let reading = PartReadings.reading(of: Value.self)
      return withUnsafePointer(to: value) { reading.part(at: $0) }
    }
    guard let part = _openExistential(value, do: part) else { return nil }
    self = part
  }

  /// Of what is no structure with stored properties: a class, a choice, a number, any of several types.
  init?(mirrored value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let flag as Bool: self = .flag(flag)
    case let parent as any NamedParts: self = .object(parent)
    default: self.init(Mirror(reflecting: value), of: value)
    }
  }

  private init?(_ mirror: Mirror, of value: Any) {
    switch mirror.displayStyle {
    case .optional:
      guard let child = mirror.children.first else { return nil }
      self.init(child.value)
    case .collection: self = .list(mirror.children.compactMap { Part($0.value) })
    case .struct, .class: self = .object(MirroredParts(mirror))
    default: self = .text(String(describing: value))
    }
  }

  /// The part of that name; texts, flags and lists have none.
  func part(_ key: PartKey) -> Part? {
    guard case .object(let object) = self else { return nil }
    return object.part(key)
  }
}
