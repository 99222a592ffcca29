import Synchronization

/// What hands its parts to a template by name, without being taken apart by reflection. A row of a long table may conform; it must
/// then answer by the names of its stored properties, which is what the checks look at.
package protocol NamedParts {
  func child(named name: String) -> Any?
  /// The same as a template sees it.
  func part(named name: String) -> Part?
}

extension NamedParts {
  package func part(named name: String) -> Part? { child(named: name).flatMap { Part($0) } }
}

/// A page, a row or a field taken apart once, so that each tag is one look into a table that all values of its type share.
final class Parts: NamedParts {
  private let places: [String: Int]
  private let values: [Part?]

  convenience init(of value: Any) { self.init(Mirror(reflecting: value), of: type(of: value)) }

  init(_ mirror: Mirror, of type: Any.Type) {
    let children = mirror.children
    values = children.map { Part($0.value) }
    places = Parts.known.withLock { known in
      if let places = known[ObjectIdentifier(type)] { return places }
      let labels = children.enumerated().compactMap { place, child in child.label.map { ($0, place) } }
      let places = Dictionary(labels, uniquingKeysWith: { first, _ in first })
      // What shows itself otherwise than by its stored properties may do it otherwise each time.
      if !(type is any CustomReflectable.Type) { known[ObjectIdentifier(type)] = places }
      return places
    }
  }

  /// Where each property stands, by type.
  private static let known = Mutex<[ObjectIdentifier: [String: Int]]>([:])

  func part(named name: String) -> Part? { places[name].flatMap { values[$0] } }

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
