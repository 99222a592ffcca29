import Kernel
import Payments
import Spaces

extension Importer {
  /// Mandates of direct debit: `mandates.csv`.
  static let mandates = Importer(
    "mandates", concerns: { files in files.named[ImportMandates.file] != nil },
    read: { files, _ in
      let act = try ImportMandates(files.named[ImportMandates.file] ?? [])
      return { transaction, viewer, now, report in
        report("mandates", 0, act.count)
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        report("mandates", act.count, act.count)
        return ImportedPart(name: "mandates", added: outcome.added, changed: 0, unchanged: outcome.unchanged)
      }
    })
}

extension Exporter {
  static let mandates = Exporter("mandates") { transaction, _ in
    try ExportMandates().bytes(in: transaction).map { [ImportMandates.file: $0] } ?? [:]
  }
}
