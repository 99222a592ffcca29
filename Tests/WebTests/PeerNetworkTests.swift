import Testing

@testable import Web

@Suite struct PeerNetworkTests {
  @Test(arguments: [
    ("203.0.113.9", "203.0.113.9"), ("203.0.113.9:51234", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"),
    ("2001:db8:0:1::a", "2001:db8:0:1::/64"), ("2001:db8:0:1:ffff::b", "2001:db8:0:1::/64"), ("2001:DB8:0:1::A", "2001:db8:0:1::/64"),
    ("[2001:db8:0:1::a]:443", "2001:db8:0:1::/64"), ("2001:db8:0:2::a", "2001:db8:0:2::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
    ("::1", "0:0:0:0::/64"), ("local", "local"), ("", ""), ("1.2.3", "1.2.3"), ("2001:db8::1::2", "2001:db8::1::2"),
  ]) func anAddressHasItsNetwork(address: String, network: String) { #expect(PeerNetwork.of(address) == network) }
}
