import Kernel
import Secrets

/// The token that every form of a visitor carries, made from their form cookie and their session: another site knows neither.
/// It is masked anew each time, so that compressing a page tells nothing about it.
struct FormTokens: Sendable {
  let key: [UInt8]

  func token(cookie: String, session: SessionKey?) -> String {
    let proof = proof(cookie, session)
    let mask = Secret.randomBytes(proof.count)
    return Secret.base64url(mask + zip(proof, mask).map { $0 ^ $1 })
  }

  func accepts(_ token: String, cookie: String, session: SessionKey?) -> Bool {
    guard token.utf8.count <= 200, let bytes = Secret.bytes(base64url: token), bytes.count == 64 else { return false }
    return Digest.areEqual(zip(bytes[..<32], bytes[32...]).map { $0 ^ $1 }, proof(cookie, session))
  }

  private func proof(_ cookie: String, _ session: SessionKey?) -> [UInt8] {
    Digest.hmac(Array("form|\(cookie)|\(session?.digest ?? "")".utf8), key: key)
  }
}

extension WebApplication {
  func formToken(of scene: Scene) -> FormToken {
    FormToken { [tokens, cookie = scene.formCookie, session = scene.session] in tokens.token(cookie: cookie, session: session) }
  }
}
