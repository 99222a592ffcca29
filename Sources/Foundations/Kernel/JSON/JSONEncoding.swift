/// What a value is given to write itself with: the writer, and the place of the value's frame.
struct JSONEncoding: Encoder {
  let writer: JSONWriter
  let depth: Int
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
    writer.beginObject(at: depth)
    return KeyedEncodingContainer(JSONObject(writer: writer, depth: depth))
  }
  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    writer.beginArray(at: depth)
    return JSONArray(writer: writer, depth: depth)
  }
  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONValue(writer: writer)
  }
}

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: JSONWriter
  let depth: Int
  var codingPath: [any CodingKey] { [] }

  private func key(_ key: some CodingKey) { writer.key(key.stringValue, at: depth) }
  private func inner(_ key: some CodingKey) -> JSONEncoding {
    self.key(key)
    return JSONEncoding(writer: writer, depth: writer.depth)
  }

  func encodeNil(forKey key: Key) {
    self.key(key)
    writer.null()
  }
  func encode(_ value: Bool, forKey key: Key) {
    self.key(key)
    writer.flag(value)
  }
  func encode(_ value: String, forKey key: Key) {
    self.key(key)
    writer.text(value)
  }
  func encode(_ value: Int, forKey key: Key) {
    self.key(key)
    writer.number(value)
  }
  func encode(_ value: Int64, forKey key: Key) {
    self.key(key)
    writer.number(value)
  }
  func encode(_ value: some Encodable, forKey key: Key) throws {
    self.key(key)
    try writer.write(value)
  }
  func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
    inner(key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { inner(key).unkeyedContainer() }
  func superEncoder() -> any Encoder {
    writer.key("super", at: depth)
    return JSONEncoding(writer: writer, depth: writer.depth)
  }
  func superEncoder(forKey key: Key) -> any Encoder { inner(key) }
}

private struct JSONArray: UnkeyedEncodingContainer {
  let writer: JSONWriter
  let depth: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(writer: JSONWriter, depth: Int) { (self.writer, self.depth) = (writer, depth) }

  private mutating func next() {
    writer.element(at: depth)
    count += 1
  }
  private mutating func inner() -> JSONEncoding {
    next()
    return JSONEncoding(writer: writer, depth: writer.depth)
  }

  mutating func encodeNil() {
    next()
    writer.null()
  }
  mutating func encode(_ value: some Encodable) throws {
    next()
    try writer.write(value)
  }
  mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
    inner().container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { inner().unkeyedContainer() }
  mutating func superEncoder() -> any Encoder { inner() }
}

/// What ends all writing: a text, a number, yes or no, nothing.
private struct JSONValue: SingleValueEncodingContainer {
  let writer: JSONWriter
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { writer.null() }
  func encode(_ value: Bool) { writer.flag(value) }
  func encode(_ value: String) { writer.text(value) }
  func encode(_ value: Double) throws { try writer.number(value) }
  func encode(_ value: Float) throws { try writer.number(value) }
  func encode(_ value: Int) { writer.number(value) }
  func encode(_ value: Int8) { writer.number(value) }
  func encode(_ value: Int16) { writer.number(value) }
  func encode(_ value: Int32) { writer.number(value) }
  func encode(_ value: Int64) { writer.number(value) }
  func encode(_ value: UInt) { writer.number(value) }
  func encode(_ value: UInt8) { writer.number(value) }
  func encode(_ value: UInt16) { writer.number(value) }
  func encode(_ value: UInt32) { writer.number(value) }
  func encode(_ value: UInt64) { writer.number(value) }
  func encode(_ value: some Encodable) throws { try writer.write(value) }
}
