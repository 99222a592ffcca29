import Kernel

/// What the house is told once, at start, about how it is reached.
package struct WebSettings: Sendable {
  /// The absolute address people use, without a slash at the end: `https://km0.example`. With https, cookies are Secure and HSTS is sent.
  package var base: String
  /// At least 32 random bytes, the same on every server of the house: signs the tokens of forms.
  package var secret: [UInt8]
  /// What the top of every page and the title in the browser's tab say.
  package var name: String
  package var house: HouseTime
  /// Whether a proxy of ours stands in front, whose `X-Forwarded-For` is believed.
  package var trustsProxy: Bool
  /// What a collector must show as a bearer token for `/metrics`; without it only this machine may read them.
  package var metricsToken: String?

  package init(
    base: String, secret: [UInt8], name: String = "KM0", house: HouseTime = .mulhouse, trustsProxy: Bool = false,
    metricsToken: String? = nil
  ) {
    precondition(secret.count >= 32, "the secret of the forms has 32 bytes or more")
    (self.base, self.secret, self.name, self.house) = (base, secret, name, house)
    (self.trustsProxy, self.metricsToken) = (trustsProxy, metricsToken)
  }

  var isSecure: Bool { base.hasPrefix("https://") }
  /// `km0.example:8080`
  var host: String { String(base.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }) }
  func cookieName(_ name: String) -> String { isSecure ? "__Host-\(name)" : name }
}
