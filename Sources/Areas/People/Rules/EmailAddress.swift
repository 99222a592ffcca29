import Kernel

/// An address that mail can be sent to, with the key that tells two writings of the same one.
package struct EmailAddress: Hashable, Sendable {
  /// As typed, without surrounding blanks.
  package let text: String

  /// nil unless it is `local@domain.tld` in ASCII, of at most 254 bytes, without quotes, comments or addresses in brackets.
  package init?(_ typed: String) {
    let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, typed.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return nil }
    let localIsFine = parts[0].utf8.allSatisfy(EmailAddress.isLocal) && EmailAddress.dotsAreApart(parts[0])
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard localIsFine, labels.count >= 2, labels.allSatisfy(EmailAddress.isLabel), let last = labels.last, last.count >= 2,
      !last.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    text = typed
  }

  /// The key under which an address is one person's: case does not tell people apart.
  package static func key(of address: String) -> String { address.lowercased() }

  private static func isLocal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
  }
  private static func dotsAreApart(_ text: Substring) -> Bool { !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..") }
  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 }
  }
}
