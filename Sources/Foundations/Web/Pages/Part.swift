/// What a template sees of a value.
package enum Part {
  case text(String)
  case flag(Bool)
  case list([Part])
  case object(any NamedParts)

  /// Nil of an optional that is empty. The usual types are told by their type alone, since a cast costs more than what is drawn of it.
  init?(_ value: Any) {
    let type = type(of: value)
    if type == String.self, let text = value as? String {
      self = .text(text)
    } else if type == String?.self {
      guard let text = value as? String else { return nil }
      self = .text(text)
    } else if type == Bool.self, let flag = value as? Bool {
      self = .flag(flag)
    } else if type == Parts.self, let parts = value as? Parts {
      self = .object(parts)
    } else {
      self.init(other: value)
    }
  }

  private init?(other value: Any) {
    if let parent = value as? any NamedParts {
      self = .object(parent)
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let child = mirror.children.first else { return nil }
      self.init(child.value)
    case .collection: self = .list((value as? [Any] ?? mirror.children.map(\.value)).compactMap { Part($0) })
    case .struct, .class: self = .object(Parts(mirror, of: type(of: value)))
    default: self = .text(String(describing: value))
    }
  }

  /// The part of that name; texts, flags and lists have none.
  func part(named name: String) -> Part? {
    guard case .object(let object) = self else { return nil }
    return object.part(named: name)
  }
}
