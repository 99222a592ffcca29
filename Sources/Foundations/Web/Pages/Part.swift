/// What a template sees of a value. Lists and objects stand where they are until something of them is asked.
package enum Part {
  case text(String)
  case flag(Bool)
  case list(PartList)
  case object(PartObject)
  /// What answers by name itself.
  indirect case named(any NamedParts)

  /// Of a value that nobody else keeps; nil of an optional that is empty.
  init?(_ value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let flag as Bool: self = .flag(flag)
    default:
      func kept<Value>(_ value: Value) -> Part? {
        let keeper = PartKeeper(value)
        return PartReader.of(Value.self).part(at: keeper.place, of: keeper)
      }
      guard let part = _openExistential(value, do: kept) else { return nil }
      self = part
    }
  }

  /// Of what is no structure with stored properties: a class, a choice, any of several types.
  init?(mirrored value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let flag as Bool: self = .flag(flag)
    case let parent as any NamedParts: self = .named(parent)
    default: self.init(Mirror(reflecting: value), of: value)
    }
  }

  private init?(_ mirror: Mirror, of value: Any) {
    switch mirror.displayStyle {
    case .optional:
      guard let child = mirror.children.first else { return nil }
      self.init(child.value)
    case .collection: self.init(mirror.children.map(\.value))
    case .struct, .class: self = .named(MirroredParts(mirror))
    default: self = .text(String(describing: value))
    }
  }

  /// The part of that name; texts, flags and lists have none.
  func part(_ key: Int32) -> Part? {
    switch self {
    case .object(let object): object.part(key)
    case .named(let parent): parent.child(named: PartKey.text(of: key)).flatMap { Part($0) }
    case .text, .flag, .list: nil
    }
  }
}

/// A structure where it stands.
package struct PartObject {
  let fields: Unmanaged<PartFields>
  let place: UnsafeRawPointer
  /// Who keeps it there; nobody of what belongs to the page that is being drawn, which stands still.
  let keeper: PartKeeping?

  func part(_ key: Int32) -> Part? { fields._withUnsafeGuaranteedRef { $0.part(key, at: place, of: keeper) } }
}

/// A list where it stands.
package struct PartList {
  let first: UnsafeRawPointer?
  let count: Int
  let element: PartReader
  let keeper: PartKeeping?

  /// Nil of an optional that is empty.
  func part(_ number: Int) -> Part? { first.flatMap { element.part(at: $0 + number * Int(element.stride), of: keeper) } }
}

/// Keeps a value in its place.
package class PartKeeping {}

private final class PartKeeper<Value>: PartKeeping {
  private let value: UnsafeMutablePointer<Value>
  var place: UnsafeRawPointer { UnsafeRawPointer(value) }

  init(_ value: Value) {
    self.value = .allocate(capacity: 1)
    self.value.initialize(to: value)
  }
  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
  }
}
