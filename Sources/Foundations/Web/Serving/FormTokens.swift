import Foundation
import Kernel
import Secrets

/// The token that every form of a visitor carries, made from their form cookie and their session: another site knows neither.
/// It is masked anew each time, so that compressing a page tells nothing about it.
struct FormTokens: Sendable {
  let key: [UInt8]

  func token(cookie: String, session: SessionKey?) -> String {
    let proof = proof(cookie, session)
    let mask = randomBytes(proof.count)
    return Data(mask + zip(proof, mask).map { $0 ^ $1 }).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
  }

  func accepts(_ token: String, cookie: String, session: SessionKey?) -> Bool {
    guard token.utf8.count <= 200, let data = Data(base64Encoded: token.replacing("-", with: "+").replacing("_", with: "/")),
      data.count == 64
    else { return false }
    let bytes = Array(data)
    return Digest.areEqual(zip(bytes[..<32], bytes[32...]).map { $0 ^ $1 }, proof(cookie, session))
  }

  private func proof(_ cookie: String, _ session: SessionKey?) -> [UInt8] {
    Digest.hmac(Array("form|\(cookie)|\(session?.digest ?? "")".utf8), key: key)
  }
}

func randomBytes(_ count: Int) -> [UInt8] {
  var generator = SystemRandomNumberGenerator()
  return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
