import Kernel
import Store

/// The house writes the words of one of its public pages in one language; empty words take the page away.
package struct WritePublicPage: Act {
  package let name: PublicPageName
  package let language: Language
  package let title: String
  package let body: String

  package init(name: PublicPageName, language: Language, title: String, body: String) {
    (self.name, self.language, self.title, self.body) = (name, language, title, body)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writePublicPages)
    let before = try transaction.one("SELECT * FROM public_pages WHERE name = \(name) AND language = \(language)", as: PublicPage.self)
    if before?.title == title, before?.body == body { return }
    if title.isEmpty && body.isEmpty {
      try transaction.run("DELETE FROM public_pages WHERE name = \(name) AND language = \(language)")
    } else {
      try transaction.run(
        """
        INSERT INTO public_pages (name, language, title, body, written_at, written_by)
        VALUES (\(name), \(language), \(title), \(body), \(now), \(viewer.name))
        ON CONFLICT (name, language) DO UPDATE SET title = excluded.title, body = excluded.body, written_at = excluded.written_at,
          written_by = excluded.written_by
        """)
    }
    try transaction.note(
      "welcome.page.write", on: "page/\(name.rawValue).\(language.rawValue)", by: viewer, at: now, before: before?.body, after: body)
  }
}
