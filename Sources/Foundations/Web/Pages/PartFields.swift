@_spi(Reflection) import Swift

/// The stored properties of a type, and what it makes of them for its templates: which it has, of which types and where they stand is asked
/// once.
final class PartFields: PartReading {
  private struct Slot {
    let offset: Int
    let reader: PartReader
  }
  private let type: Any.Type
  private let derived: [String: PartReading]
  private let stored: [(name: String, offset: Int, type: Any.Type)]
  /// Side by side, and kept for good.
  private var names = UnsafeMutableBufferPointer<Int32>(start: nil, count: 0)
  private var slots = UnsafeMutableBufferPointer<Slot>(start: nil, count: 0)

  /// nil of what cannot be taken apart this way.
  init?(_ type: Any.Type, derived: [String: PartReading] = [:], hidden: Set<String> = []) {
    var found: [(name: String, offset: Int, type: Any.Type)] = []
    let isWhole = _forEachField(of: type, options: []) { name, offset, type, _ in
      found.append((String(cString: name), offset, type))
      return true
    }
    guard isWhole else { return nil }
    (self.type, self.derived) = (type, derived)
    stored = found.filter { derived[$0.name] == nil && !hidden.contains($0.name) }
  }

  override func learn(from readers: inout PartReaders) {
    let read = stored.map { (PartKey($0.name), Slot(offset: $0.offset, reader: readers.reader(of: $0.type))) }
    let made = derived.map { (PartKey($0.key), Slot(offset: 0, reader: PartReader(type, $0.value))) }
    names = .allocate(capacity: read.count + made.count)
    slots = .allocate(capacity: read.count + made.count)
    for (place, (key, slot)) in (read + made).enumerated() {
      names.initializeElement(at: place, to: key.number)
      slots.initializeElement(at: place, to: slot)
    }
  }

  override func part(at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    .object(PartObject(fields: Unmanaged.passUnretained(self), place: place, keeper: keeper))
  }

  func part(_ key: Int32, at place: UnsafeRawPointer, of keeper: PartKeeping?) -> Part? {
    slot(key).flatMap { $0.reader.part(at: place + $0.offset, of: keeper) }
  }

  /// How the field of that name is read, and how far from the beginning it stands.
  @inline(__always) func slot(_ key: Int32) -> (reader: PartReader, offset: Int)? {
    for number in names.indices where names[number] == key { return (slots[number].reader, slots[number].offset) }
    return nil
  }

  static func isStruct(_ type: Any.Type) -> Bool {
    func holder<Value>(_: Value.Type) -> Any.Type { Holder<Value>.self }
    var isStruct = false
    _ = _forEachField(of: _openExistential(type, do: holder), options: []) { _, _, _, kind in
      isStruct = kind == .struct
      return true
    }
    return isStruct
  }
}

/// Only of a field is told what kind of type it has.
private struct Holder<Value> { let value: Value }
