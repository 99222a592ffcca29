/// The remainder by 97 of a text in which letters count 10 to 35, as ISO 13616 and the creditor identifiers want it; nil when a sign is neither letter nor digit.
package func remainderBy97(_ text: some StringProtocol) -> Int? {
  var remainder = 0
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): remainder = (remainder * 10 + Int(byte - UInt8(ascii: "0"))) % 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): remainder = (remainder * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
    default: return nil
    }
  }
  return remainder
}
