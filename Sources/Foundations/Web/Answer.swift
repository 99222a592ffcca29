import Kernel

/// What goes back: a page, JSON, a file, or elsewhere.
package struct Answer: Sendable {
  package enum Body: Sendable {
    case nothing
    case page(any Page)
    /// HTML without the frame, for a part of a page that is fetched.
    case part(any Page)
    case json(@Sendable () throws -> [UInt8])
    case bytes([UInt8], type: String)
  }
  package var status: Int
  package var body: Body
  package var headers: [(name: String, value: String)] = []

  package init(status: Int, body: Body, headers: [(name: String, value: String)] = []) {
    (self.status, self.body, self.headers) = (status, body, headers)
  }

  package static func page(_ page: some Page, status: Int = 200) -> Answer { Answer(status: status, body: .page(page)) }
  package static func part(_ page: some Page) -> Answer { Answer(status: 200, body: .part(page)) }
  package static func json(_ value: some Encodable & Sendable, status: Int = 200) -> Answer {
    Answer(status: status, body: .json { try JSON.bytes(of: value) })
  }
  package static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> Answer {
    Answer(status: status, body: .bytes(bytes, type: type))
  }
  /// A file to keep, with its name.
  package static func file(_ bytes: [UInt8], type: String, name: String) -> Answer {
    let plain = String(name.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0.value >= 32 ? Character($0) : "_" })
    return Answer(
      status: 200, body: .bytes(bytes, type: type), headers: [("content-disposition", "attachment; filename=\"\(plain)\"")])
  }
  /// After a POST: the page to go to, with a GET.
  package static func see(_ path: String) -> Answer { Answer(status: 303, body: .nothing, headers: [("location", path)]) }
  package static let done = Answer(status: 204, body: .nothing)

  package func with(_ name: String, _ value: String) -> Answer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }
}
