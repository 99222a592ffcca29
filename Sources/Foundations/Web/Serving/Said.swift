import Foundation
import Kernel

/// A message for the next page, carried by a cookie as a text key with its arguments. Whoever forges it fools only themselves: it is
/// shown escaped, to the one who sent it, and only if there is such a text.
struct Said: Codable {
  let key: String
  let arguments: [String: String]

  init(key: String, arguments: [String: String]) { (self.key, self.arguments) = (key, arguments) }

  init?(cookieText: String) {
    guard cookieText.utf8.count < 2048, let data = Data(base64Encoded: cookieText.replacing("-", with: "+").replacing("_", with: "/")),
      let said = try? JSONDecoder().decode(Said.self, from: data)
    else { return nil }
    self = said
  }

  var cookieText: String {
    let bytes = (try? JSON.bytes(of: self)) ?? []
    return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
  }

  func text(in language: Language, of texts: Texts) -> String? {
    let text = texts.text(key, in: language, arguments)
    return text == key ? nil : text
  }
}
