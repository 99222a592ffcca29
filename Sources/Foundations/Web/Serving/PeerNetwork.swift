import Foundation

/// The network an address belongs to, as attempts are counted by. Whoever has one address of IPv6 has the 2⁶⁴ that begin alike (RFC 4291,
/// §2.5.4), and would begin anew with each of them; an address of IPv4 stands for itself.
enum PeerNetwork {
  /// `2001:db8:0:1::/64` of `2001:db8::1:0:0:0:5`; what is no address stays as it is.
  static func of(_ text: String) -> String {
    let address = bare(text)
    var four = in_addr()
    if inet_pton(AF_INET, address, &four) == 1 { return address }
    var six = in6_addr()
    guard inet_pton(AF_INET6, address, &six) == 1 else { return text }
    let bytes = withUnsafeBytes(of: six) { Array($0) }
    // An address of IPv4 that a socket of IPv6 was reached by.
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      return bytes[12...].map(String.init).joined(separator: ".")
    }
    let groups = stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/64"
  }

  /// Without brackets, port and zone, as a proxy may write them.
  private static func bare(_ text: String) -> String {
    var address = Substring(text)
    if address.first == "[" { address = address.dropFirst().prefix { $0 != "]" } }
    if address.count(where: { $0 == ":" }) == 1 { address = address.prefix { $0 != ":" } }
    return String(address.prefix { $0 != "%" })
  }
}
