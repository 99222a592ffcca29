import Kernel
import Ledger
import Spaces
import Store

extension Importer {
  /// What the law sets and when: what the house knows already stays as it is.
  static let parameters = Importer(
    "parameters", concerns: { files in files.named[ImportParameters.file] != nil },
    read: { files, _ in
      let act = try ImportParameters(files.named[ImportParameters.file] ?? [])
      return { transaction, viewer, now, report in
        report("parameters", 0, act.facts.count)
        let added = try act.perform(in: transaction, for: viewer, at: now)
        report("parameters", act.facts.count, act.facts.count)
        return ImportedPart(name: "parameters", added: added, changed: 0, unchanged: act.facts.count - added)
      }
    })
}

extension Exporter {
  static let parameters = Exporter("parameters") { transaction, _ in
    try transaction.addedParameters().map { [ImportParameters.file: $0] } ?? [:]
  }
}
