@_spi(Reflection) import Swift
import Synchronization

/// How the values of one type are read into what a template sees of them. Which stored properties a type has, of which types and where they
/// stand is asked once: a mirror asks all that anew for each value, which costs more than drawing it.
protocol PartReading: Sendable {
  /// Of the value that stands there.
  func part(at place: UnsafeRawPointer) -> Part?
}

enum PartReadings {
  private static let known = Mutex<[ObjectIdentifier: any PartReading]>([:])

  static func reading(of type: Any.Type) -> any PartReading {
    if let reading = known.withLock({ $0[ObjectIdentifier(type)] }) { return reading }
    func made<Value>(_: Value.Type) -> any PartReading { make(Value.self) }
    let reading = _openExistential(type, do: made)
    known.withLock { $0[ObjectIdentifier(type)] = reading }
    return reading
  }

  private static func make<Value>(_ type: Value.Type) -> any PartReading {
    if type == String.self { return TextReading() }
    if type == Bool.self { return FlagReading() }
    if let type = type as? any PartContainer.Type { return type.reading }
    if let type = type as? any NamedParts.Type {
      func named<Named: NamedParts>(_: Named.Type) -> any PartReading { NamedReading<Named>() }
      return named(type)
    }
    if let type = type as? any FixedWidthInteger.Type {
      func number<Number: FixedWidthInteger>(_: Number.Type) -> any PartReading { NumberReading<Number>() }
      return number(type)
    }
    // What shows itself otherwise than by its stored properties is asked to.
    guard !(type is any CustomReflectable.Type), isStruct(type), let fields = FieldsReading(type) else { return MirrorReading<Value>() }
    return fields
  }

  private static func isStruct<Value>(_: Value.Type) -> Bool {
    var isStruct = false
    _ = _forEachField(of: Holder<Value>.self, options: []) { _, _, _, kind in
      isStruct = kind == .struct
      return true
    }
    return isStruct
  }
}

/// Only of a field is told what kind of type it has.
private struct Holder<Value> { let value: Value }

private struct TextReading: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? { .text(place.assumingMemoryBound(to: String.self).pointee) }
}

private struct FlagReading: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? { .flag(place.assumingMemoryBound(to: Bool.self).pointee) }
}

private struct NumberReading<Value: FixedWidthInteger>: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? { .text(String(place.assumingMemoryBound(to: Value.self).pointee)) }
}

private struct NamedReading<Value: NamedParts>: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? { .object(place.assumingMemoryBound(to: Value.self).pointee) }
}

private struct MirrorReading<Value>: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? { Part(mirrored: place.assumingMemoryBound(to: Value.self).pointee) }
}

private struct FieldsReading: PartReading {
  private let fields: PartFields

  init?(_ type: Any.Type) {
    guard let fields = PartFields(type) else { return nil }
    self.fields = fields
  }
  func part(at place: UnsafeRawPointer) -> Part? { .object(Parts(fields, at: place)) }
}

/// What holds values of another type.
private protocol PartContainer {
  static var reading: any PartReading { get }
}

extension Optional: PartContainer {
  fileprivate static var reading: any PartReading { OptionalReading<Wrapped>(inner: PartReadings.reading(of: Wrapped.self)) }
}

private struct OptionalReading<Wrapped>: PartReading {
  let inner: any PartReading

  func part(at place: UnsafeRawPointer) -> Part? {
    guard let value = place.assumingMemoryBound(to: Wrapped?.self).pointee else { return nil }
    return withUnsafePointer(to: value) { inner.part(at: $0) }
  }
}

extension Array: PartContainer {
  fileprivate static var reading: any PartReading { ListReading<Element>() }
}

/// Asks for the reading of its elements when it reads: a type may have a list of itself.
private struct ListReading<Element>: PartReading {
  func part(at place: UnsafeRawPointer) -> Part? {
    let list = place.assumingMemoryBound(to: [Element].self).pointee
    let inner = PartReadings.reading(of: Element.self)
    return list.withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress else { return .list([]) }
      return .list(elements.indices.compactMap { inner.part(at: first + $0) })
    }
  }
}

/// The stored properties of a type.
final class PartFields: Sendable {
  private let readings: [(offset: Int, reading: any PartReading)]
  private let names: [Int32]

  /// nil of what cannot be taken apart this way.
  init?(_ type: Any.Type) {
    var found: [(name: String, offset: Int, type: Any.Type)] = []
    let isWhole = _forEachField(of: type, options: []) { name, offset, type, _ in
      found.append((String(cString: name), offset, type))
      return true
    }
    guard isWhole else { return nil }
    readings = found.map { ($0.offset, PartReadings.reading(of: $0.type)) }
    names = found.map { PartKey($0.name).number }
  }

  func parts(at place: UnsafeRawPointer) -> [Part?] { readings.map { $0.reading.part(at: place + $0.offset) } }
  func place(of key: PartKey) -> Int? { names.firstIndex(of: key.number) }
}
