import Kernel
import Store

/// Public pages as files: `home.fr.md` begins with `# ` and the title, then come the words. Loads all of them or none.
package struct ImportPublicPages: Act {
  package struct Outcome: Sendable, Hashable {
    package let written: Int
    package let unchanged: Int
  }
  package let pages: [WritePublicPage]
  /// A page is no book.
  static let largest = 50_000

  /// Files by path, of which only the last part counts; what is not named after a page and a language is no concern of this area.
  /// Throws a `Refusal` with every file that cannot be a page.
  package init(_ files: [String: [UInt8]]) throws {
    var problems = Problems()
    var pages: [WritePublicPage] = []
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      guard let (name, language) = ImportPublicPages.named(path) else { continue }
      if bytes.count > ImportPublicPages.largest {
        problems.add("kernel.problem.long", field: path, ["limit": String(ImportPublicPages.largest)])
      } else if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\u{0}") {
        let (title, body) = PlainMarkup.titled(text)
        if title.isEmpty || title.count > 200 { problems.add("welcome.problem.fileTitle", field: "\(path):1") }
        pages.append(WritePublicPage(name: name, language: language, title: title, body: body))
      } else {
        problems.add("kernel.problem.csvEncoding", field: path, ["line": "1"])
      }
    }
    try problems.refuse()
    self.pages = pages
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    if !viewer.may(.writePublicPages) { throw Refusal.invalid("welcome.problem.pagesNotYours", field: pages.first?.fileName) }
    let known = try transaction.publicPages()
    let changed = pages.filter { page in
      !known.contains { $0.name == page.name && $0.language == page.language && $0.title == page.title && $0.body == page.body }
    }
    for page in changed { try page.perform(in: transaction, for: viewer, at: now) }
    return Outcome(written: changed.count, unchanged: pages.count - changed.count)
  }

  /// Whether a file is one of ours, by its name.
  package static func isPage(_ path: String) -> Bool { named(path) != nil }

  private static func named(_ path: String) -> (PublicPageName, Language)? {
    let parts = (path.split(separator: "/").last ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == "md", let name = PublicPageName(rawValue: String(parts[0])),
      let language = Language(rawValue: String(parts[1]))
    else { return nil }
    return (name, language)
  }
}

extension WritePublicPage {
  fileprivate var fileName: String { "\(name.rawValue).\(language.rawValue).md" }
}

extension PublicPage {
  /// The page as the file it can be imported from again.
  package var file: (path: String, bytes: [UInt8]) {
    ("pages/\(name.rawValue).\(language.rawValue).md", Array("# \(title)\n\n\(body)\n".utf8))
  }
}
