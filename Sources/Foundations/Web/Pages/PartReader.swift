import Synchronization

/// How values of one type are read into what a template sees of them. It is found once for each type and kept for good, so that drawing
/// neither asks the runtime for types nor counts references to what all threads share.
package struct PartReader: @unchecked Sendable {
  private enum Kind: UInt8 { case text, optionalText, flag, integer, other }
  private let kind: Kind
  /// From one element of a list to the next.
  let stride: Int32
  /// Of all other kinds.
  private let reading: Unmanaged<PartReading>?

  private static let known = Mutex(PartReaders())

  static func of(_ type: Any.Type) -> PartReader { known.withLock { $0.reader(of: type) } }

  init(_ type: Any.Type, _ reading: PartReading?) {
    func stride<Value>(_: Value.Type) -> Int { MemoryLayout<Value>.stride }
    self.stride = Int32(_openExistential(type, do: stride))
    self.reading = reading.map { Unmanaged.passRetained($0) }
    kind =
      type == String.self ? .text : type == String?.self ? .optionalText : type == Bool.self ? .flag : type == Int.self ? .integer : .other
  }

  /// Of the value that stands there, and is kept there by `keeper`.
  func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    switch kind {
    case .text: .text(place.assumingMemoryBound(to: String.self).pointee)
    case .optionalText: place.assumingMemoryBound(to: String?.self).pointee.map { .text($0) }
    case .flag: .flag(place.assumingMemoryBound(to: Bool.self).pointee)
    case .integer: .text(String(place.assumingMemoryBound(to: Int.self).pointee))
    case .other: reading?._withUnsafeGuaranteedRef { $0.part(at: place, of: keeper) }
    }
  }
}

extension PartReader {
  /// Whether it is a text, a flag or a number, which is written from where it stands.
  var isPlain: Bool { kind != .other }

  /// Of what is plain: an optional text that is none.
  func isNothing(_ place: UnsafeRawPointer) -> Bool {
    kind == .optionalText && place.assumingMemoryBound(to: String?.self).pointee == nil
  }

  /// Nil of what is no flag.
  func flag(_ place: UnsafeRawPointer) -> Bool? { kind == .flag ? place.assumingMemoryBound(to: Bool.self).pointee : nil }

  /// Of what is plain.
  func write(_ place: UnsafeRawPointer, isEscaped: Bool, to bytes: inout [UInt8]) {
    let text: String? =
      switch kind {
      case .text: place.assumingMemoryBound(to: String.self).pointee
      case .optionalText: place.assumingMemoryBound(to: String?.self).pointee
      case .flag: place.assumingMemoryBound(to: Bool.self).pointee ? "true" : "false"
      case .integer: String(place.assumingMemoryBound(to: Int.self).pointee)
      case .other: nil
      }
    guard let text else { return }
    isEscaped ? bytes.append(escaping: text) : bytes.append(text)
  }
}

/// The readers of all types met so far.
struct PartReaders: ~Copyable {
  private var known: [ObjectIdentifier: PartReader] = [:]

  mutating func reader(of type: Any.Type) -> PartReader {
    if let reader = known[ObjectIdentifier(type)] { return reader }
    let reading = PartReaders.reading(of: type)
    let reader = PartReader(type, reading)
    known[ObjectIdentifier(type)] = reader
    // Only now that it is known: a type may have a list of itself.
    reading?.learn(from: &self)
    return reader
  }

  private static func reading(of type: Any.Type) -> PartReading? {
    if [String.self, String?.self, Bool.self, Int.self].contains(where: { $0 == type }) { return nil }
    if let type = type as? any PartContainer.Type { return type.reading }
    if let type = type as? any DerivedParts.Type { return PartFields(type, derived: type.readings, hidden: type.hidden) }
    if let type = type as? any NamedParts.Type {
      func named<Named: NamedParts>(_: Named.Type) -> PartReading { NamedReading<Named>() }
      return named(type)
    }
    if let type = type as? any FixedWidthInteger.Type {
      func number<Number: FixedWidthInteger>(_: Number.Type) -> PartReading { NumberReading<Number>() }
      return number(type)
    }
    // What shows itself otherwise than by its stored properties is asked to.
    if !(type is any CustomReflectable.Type), PartFields.isStruct(type), let fields = PartFields(type) { return fields }
    func mirrored<Value>(_: Value.Type) -> PartReading { MirrorReading<Value>() }
    return _openExistential(type, do: mirrored)
  }
}

/// How values of one type are read that is neither text nor flag.
class PartReading {
  func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? { nil }
  /// Meets the types of what it holds.
  func learn(from readers: inout PartReaders) {}
}

private final class NumberReading<Value: FixedWidthInteger>: PartReading {
  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    .text(String(place.assumingMemoryBound(to: Value.self).pointee))
  }
}

private final class NamedReading<Value: NamedParts>: PartReading {
  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    .named(place.assumingMemoryBound(to: Value.self).pointee)
  }
}

private final class MirrorReading<Value>: PartReading {
  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    Part(mirrored: place.assumingMemoryBound(to: Value.self).pointee)
  }
}

/// What holds values of another type.
private protocol PartContainer {
  static var reading: PartReading { get }
}

extension Optional: PartContainer {
  fileprivate static var reading: PartReading { OptionalReading<Self>(of: Wrapped.self) }
}

private protocol MaybeNothing {
  var isNothing: Bool { get }
}
extension Optional: MaybeNothing {
  fileprivate var isNothing: Bool {
    switch self {
    case .none: true
    case .some: false
    }
  }
}

private final class OptionalReading<Whole: MaybeNothing>: PartReading {
  private let type: Any.Type
  private var inner: PartReader?

  init(of type: Any.Type) { self.type = type }

  override func learn(from readers: inout PartReaders) { inner = readers.reader(of: type) }

  /// What an optional holds stands at its beginning.
  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    place.assumingMemoryBound(to: Whole.self).pointee.isNothing ? nil : inner?.part(at: place, of: keeper)
  }
}

extension Array: PartContainer {
  fileprivate static var reading: PartReading { ListReading<Element>() }
}

private final class ListReading<Element>: PartReading {
  private var element: PartReader?

  override func learn(from readers: inout PartReaders) { element = readers.reader(of: Element.self) }

  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    guard let element else { return nil }
    return place.assumingMemoryBound(to: [Element].self).pointee.withUnsafeBufferPointer { elements in
      .list(PartList(first: elements.baseAddress.map { UnsafeRawPointer($0) }, count: elements.count, element: element, keeper: keeper))
    }
  }
}
