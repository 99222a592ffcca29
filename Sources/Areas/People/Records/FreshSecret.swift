import Kernel
import Secrets

/// 256 bits nobody can guess, as they are handed out once, and the digest under which they are kept.
package struct FreshSecret: Sendable, Hashable {
  /// 64 hexadecimal digits.
  package let text: String
  package let digest: String

  package init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }
  package init(using generator: inout some RandomNumberGenerator) {
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    self.init(text: Digest.hexadecimal(bytes))
  }
  /// What was handed out, come back.
  package init(text: String) {
    self.text = text
    digest = Digest.sha256(text)
  }
}
