/// JSON as the house writes it: sorted keys, slashes as they are, nothing said of what is absent.
package enum JSON {
  package static func bytes(of value: some Encodable) throws -> [UInt8] {
    let writer = JSONWriter()
    try writer.write(value)
    return writer.bytes
  }
}
