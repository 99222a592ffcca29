import Kernel
import Spaces
import Store
import Welcome

extension Importer {
  /// The words of the public pages: a file for each page and language, in `pages` or anywhere else.
  static let publicPages = Importer(
    "pages", concerns: { files in files.named.keys.contains(where: ImportPublicPages.isPage) },
    read: { files, _ in
      let act = try ImportPublicPages(files.named)
      return { transaction, viewer, now, report in
        report("pages", 0, act.pages.count)
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        report("pages", act.pages.count, act.pages.count)
        return ImportedPart(name: "pages", added: 0, changed: outcome.written, unchanged: outcome.unchanged)
      }
    })
}

extension Exporter {
  static let publicPages = Exporter("pages") { transaction, _ in
    Dictionary(try transaction.publicPages().map { ($0.file.path, $0.file.bytes) }, uniquingKeysWith: { first, _ in first })
  }
}
