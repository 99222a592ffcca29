import Kernel
import Secrets

/// 256 bits nobody can guess, as they are handed out once, and the digest under which they are kept.
package struct FreshSecret: Sendable, Hashable {
  /// 43 letters, digits, dashes and underscores.
  package let text: String
  package let digest: String

  package init() { self.init(text: Secret.random()) }
  /// What was handed out, come back.
  package init(text: String) {
    self.text = text
    digest = Digest.sha256(text)
  }
}
