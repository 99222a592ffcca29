import Kernel
import Store

/// One request, as a handler sees it: who asks for what, when, in which language. It knows nothing of HTTP libraries.
package struct Visit: Sendable {
  package let method: Method
  /// The path as asked, without the query.
  package let url: String
  package let parameters: [String: String]
  package internal(set) var query: Input
  /// The form or the JSON object of the body, flattened to fields; the fields of a multipart form without its files.
  package let form: Input
  package let files: [UploadedFile]
  package let viewer: Viewer
  package let language: Language
  package let texts: Texts
  package let now: Instant
  /// By the clock of the house.
  package let today: Day
  package let house: HouseTime
  package let database: any Database
  /// What was wrong with the form that is being shown again; empty otherwise.
  package var problems: [Problem]
  package let session: SessionKey?
  /// What the address was asked with and could not be read: shown again as it was typed.
  var misread = Input()
  let token: FormToken
  package let headers: [String: String]
  /// The network the request came from, for counting attempts: an address of IPv4, or the first 64 bits of one of IPv6.
  package let peer: String
  /// The secret by which the browser asks to be known again.
  package let browser: String?
  /// The absolute address of the house, as in links in mails: `https://km0.example`.
  package let base: String
  /// What the house is called, as its settings say.
  package let houseName: String
  /// A code over a text that only the house can make: what comes back with it was given by the house.
  package let seal: @Sendable (String) -> String

  /// The token every form of this visitor carries, and every POST is checked for.
  package var formToken: String { token.text }

  /// A path parameter that names a thing; anything that is no id is simply not found.
  package func id<Thing>(_ name: String, of _: Thing.Type = Thing.self) throws -> ID<Thing> {
    guard let id = ID<Thing>(checking: parameters[name] ?? "") else { throw Refusal.notFound }
    return id
  }
  package func path(_ name: String) -> String { parameters[name] ?? "" }
  /// Whether a program asks, not a page.
  package var isOfProgram: Bool { Route.isAPI(url) }
  package func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text(key, in: language, arguments) }

  /// Reads the form, keeps all problems, refuses with all of them at once.
  package func reading<Value>(_ read: (inout InputReader) -> Value) throws -> Value {
    var reader = InputReader(form)
    let value = read(&reader)
    try reader.finish()
    return value
  }

  @discardableResult
  package func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: viewer, at: now) }
}

/// A file that was sent with a form.
package struct UploadedFile: Sendable {
  package let field: String
  package let name: String
  package let type: String
  package let bytes: [UInt8]

  package init(field: String, name: String, type: String, bytes: [UInt8]) {
    (self.field, self.name, self.type, self.bytes) = (field, name, type, bytes)
  }
}

/// What a session cookie stands for in the database: the digest of its secret, never the secret.
package struct SessionKey: Hashable, Sendable {
  package let digest: String
  package init(digest: String) { self.digest = digest }
}
