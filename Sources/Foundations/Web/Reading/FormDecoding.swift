import Kernel

/// `name=value&…` as in queries and urlencoded bodies. Throws `Stop` on malformed UTF-8 or escapes, and past a thousand fields.
func decodedForm(_ bytes: some Collection<UInt8>) throws -> Input {
  var fields: [String: [String]] = [:]
  var count = 0
  for pair in bytes.split(separator: UInt8(ascii: "&")) {
    count += 1
    guard count <= 2000 else { throw Stop.bad("too many fields") }
    let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let name = percentDecoded(first, plusIsBlank: true),
      let value = percentDecoded(parts.count == 2 ? parts[1] : first.dropFirst(first.count), plusIsBlank: true)
    else { throw Stop.bad("malformed field") }
    guard name.utf8.count <= 200 else { throw Stop.bad("name too long") }
    fields[name, default: []].append(value)
  }
  return Input(fields)
}

/// Nil for a broken escape or for what is no UTF-8.
func percentDecoded(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = false) -> String? {
  var decoded: [UInt8] = []
  decoded.reserveCapacity(bytes.count)
  var iterator = bytes.makeIterator()
  while let byte = iterator.next() {
    if byte == UInt8(ascii: "%") {
      guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal) else { return nil }
      decoded.append(high << 4 | low)
    } else {
      decoded.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
    }
  }
  return String(validating: decoded, as: UTF8.self)
}

private func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 48...57: byte - 48
  case 65...70: byte - 55
  case 97...102: byte - 87
  default: nil
  }
}

/// Escaped for a query or a path segment: all but letters, digits and `-._~`.
package func percentEncoded(_ text: String) -> String {
  var bytes: [UInt8] = []
  let digits = Array("0123456789ABCDEF".utf8)
  for byte in text.utf8 {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): bytes.append(byte)
    default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
