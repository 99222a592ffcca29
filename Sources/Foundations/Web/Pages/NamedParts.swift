import Mustache

/// What hands its parts to a template by name, without being taken apart by reflection. A row of a long table may conform; it must
/// then answer by the names of its stored properties, which is what the checks look at.
package protocol NamedParts: MustacheParent {}

/// A page, a row or a field taken apart once, so that each tag is one look into a dictionary. Reflection per tag, as Mustache does it,
/// costs as much per tag as this costs per row.
final class Parts: NamedParts {
  private let children: [String: Any]

  init(of value: Any) {
    var children: [String: Any] = [:]
    for (label, child) in Mirror(reflecting: value).children {
      if let label, let part = Parts.part(child) { children[label] = part }
    }
    self.children = children
  }

  func child(named name: String) -> Any? { children[name] }

  /// What a template sees of a value; nil of an optional that is empty.
  static func part(_ value: Any) -> Any? {
    if let text = value as? String { return text }
    if let flag = value as? Bool { return flag }
    if let number = value as? Int { return String(number) }
    if let parent = value as? any NamedParts { return parent }
    if let list = value as? [Any] { return list.compactMap(part) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { part($0.value) }
    case .struct, .class: return Parts(of: value)
    default: return String(describing: value)
    }
  }
}
