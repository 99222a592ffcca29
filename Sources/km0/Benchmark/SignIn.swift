import Foundation

/// As a person signs in, with a browser.
struct SignIn {
  let email: String
  let password: String

  /// The cookies of a browser that signed in.
  func cookies(port: Int) throws -> String {
    let connection = try LoadConnection(port: port)
    try connection.ask(LoadRequest(path: "/sign-in", headers: [:]))
    let form = Self.cookies(connection.head)
    let token = connection.body.components(separatedBy: "name=\"token\" value=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
    let fields = "token=\(token)&email=\(email.replacing("@", with: "%40"))&password=\(password)&to=%2F"
    let status = try connection.ask(
      LoadRequest(
        method: "POST", path: "/sign-in", headers: ["cookie": form, "content-type": "application/x-www-form-urlencoded"], body: fields))
    guard status == 303 else { throw BenchmarkFault(description: "\(email) could not sign in (status \(status)).") }
    return form + "; " + Self.cookies(connection.head)
  }

  private static func cookies(_ head: String) -> String {
    head.components(separatedBy: "\r\n").filter { $0.lowercased().hasPrefix("set-cookie:") }
      .map { $0.dropFirst(11).trimmingCharacters(in: .whitespaces).prefix { $0 != ";" } }.joined(separator: "; ")
  }
}
