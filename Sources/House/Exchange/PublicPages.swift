import Kernel
import Store
import Welcome

extension House {
  /// The words of the public pages: a file for each page and language, in `pages` or anywhere else.
  static let publicPages = Importer("public pages") { files, database, now, report in
    let act = try ImportPublicPages(files.files)
    if act.pages.isEmpty { return nil }
    report("public pages", 0, act.pages.count)
    let outcome = try await database.perform(act, for: .house, at: now)
    report("public pages", act.pages.count, act.pages.count)
    return "\(outcome.written) written, \(outcome.unchanged) as they were"
  }

  static let publicPagesOut = Exporter("public pages") { database, _ in
    let pages = try await database.read { try $0.publicPages() }
    return Dictionary(pages.map { ($0.file.path, $0.file.bytes) }, uniquingKeysWith: { first, _ in first })
  }
}
