import Kernel
import Store

/// The pages whose words the house writes itself.
package enum PublicPageName: String, Sendable, CaseIterable, Bindable, Fetchable {
  case home, legal, privacy
}

/// The words of one public page in one language.
package struct PublicPage: RowReadable, Sendable {
  package let name: PublicPageName
  package let language: Language
  package let title: String
  package let body: String

  package init(row: Row) throws {
    name = try row.get("name")
    language = try row.get("language")
    title = try row.get("title")
    body = try row.get("body")
  }
}

extension Transaction {
  /// The page in the language, or in French when the house has not written it in that language.
  package borrowing func publicPage(_ name: PublicPageName, in language: Language) throws -> PublicPage? {
    try one(
      """
      SELECT * FROM public_pages WHERE name = \(name) AND language IN (\(language), 'fr')
      ORDER BY CASE WHEN language = \(language) THEN 0 ELSE 1 END LIMIT 1
      """)
  }
  package borrowing func publicPages() throws -> [PublicPage] { try all("SELECT * FROM public_pages ORDER BY name, language") }
}
