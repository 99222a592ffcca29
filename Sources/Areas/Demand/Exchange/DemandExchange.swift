import Kernel
import Spaces
import Store

extension Importer {
  /// After the organisations and the holds it speaks of.
  package static let demand = Importer(
    "demand", concerns: { files in DemandFile.allCases.contains { files.named[$0.rawValue] != nil } },
    read: { files, _ in
      let act = try ImportDemand(files.named)
      return { transaction, viewer, now, report in
        if !viewer.may(.importDemand) { throw Refusal.invalid("demand.problem.importNotYours", field: DemandFile.applications.rawValue) }
        report("demand", 0, act.lines)
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        report("demand", act.lines, act.lines)
        return ImportedPart(name: "demand", added: outcome.added, changed: 0, unchanged: outcome.unchanged)
      }
    })
}

extension Exporter {
  package static let demand = Exporter("demand") { transaction, _ in try ExportDemand().files(in: transaction) }
}
