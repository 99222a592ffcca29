/// What hands its parts to a template by name, without being taken apart by reflection. A row of a long table may conform; it must
/// then answer by the names of its stored properties, which is what the checks look at.
package protocol NamedParts {
  func child(named name: String) -> Any?
  /// The same as a template sees it.
  func part(named name: String) -> Part?
  /// The same by the number of the name.
  func part(_ key: PartKey) -> Part?
}

extension NamedParts {
  package func part(_ key: PartKey) -> Part? { part(named: key.text) }
  package func part(named name: String) -> Part? { child(named: name).flatMap { Part($0) } }
}

/// A page, a row or a field taken apart once, so that each tag is one look into a table that all values of its type share.
final class Parts: NamedParts {
  private let fields: PartFields
  private let values: [Part?]

  init(_ fields: PartFields, at place: UnsafeRawPointer) { (self.fields, values) = (fields, fields.parts(at: place)) }

  func part(_ key: PartKey) -> Part? { fields.place(of: key).flatMap { values[$0] } }
  func part(named name: String) -> Part? { part(PartKey(name)) }
  func child(named name: String) -> Any? { part(named: name)?.value }
}

/// The same of what is known by its mirror alone.
final class MirroredParts: NamedParts {
  private let values: [String: Part]

  init(_ mirror: Mirror) {
    let named = mirror.children.compactMap { child in child.label.flatMap { label in Part(child.value).map { (label, $0) } } }
    values = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  func part(named name: String) -> Part? { values[name] }
  func child(named name: String) -> Any? { part(named: name)?.value }
}

extension Part {
  /// As it would stand in a template's page.
  fileprivate var value: Any {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let list): list.map(\.value)
    case .object(let object): object
    }
  }
}
