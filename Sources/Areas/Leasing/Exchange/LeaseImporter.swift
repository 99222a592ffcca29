import Kernel
import Spaces
import Store

extension Importer {
  /// Leases after the spaces they hold.
  package static let leases = Importer(
    "leases", concerns: { files in LeaseFiles.names.contains { files.named[$0] != nil } },
    read: { files, _ in
      let act = ImportLeases(try LeaseFiles(files.named))
      return { transaction, viewer, now, report in
        report("leases", 0, act.files.count)
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        report("leases", act.files.count, act.files.count)
        return ImportedPart(name: "leases", added: outcome.added, changed: 0, unchanged: outcome.unchanged)
      }
    })
}

extension Exporter {
  package static let leases = Exporter("leases") { transaction, _ in try ExportLeases().files(in: transaction) }
}
