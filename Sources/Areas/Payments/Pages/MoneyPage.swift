import Kernel
import Web

/// One thing of money: its facts, tables, and what can be done with it.
package struct MoneyPage: Page {
  package static let template = "payments-one"
  package let title: String
  let upPath: String
  let upText: String
  let state: String?
  let stateKind: String
  let lead: String?
  let actions: [PageLink]
  let hasFacts: Bool
  let facts: [PageFact]
  let tables: [PageTable]
  let deeds: [PageDeed]
  /// Where what is shown may be chosen, by which fields.
  var choicePath: String?
  var choice: [Field] = []

  package static let sample = MoneyPage(
    title: "Encaissement ENC-1", upPath: "/receipts", upText: "Encaissements", state: "reçu", stateKind: "good", lead: "Le 3 mars.",
    actions: [.sample], hasFacts: true, facts: [.sample], tables: [.sample], deeds: [.sample], choicePath: "/late/reminders",
    choice: [Field("entity", .text, label: "Entité")])
}

extension Visit {
  func moneyTable(
    _ title: String, _ columns: [(key: String, isNumber: Bool)], _ rows: [[(text: String, path: String?)]], total: [String]? = nil,
    of name: String? = nil, note: String? = nil
  ) -> PageTable {
    PageTable(
      text(title) + (name.map { " – \($0)" } ?? ""), hint: rows.isEmpty ? nil : note,
      columns: columns.map { PageTable.Column(text("payments.column.\($0.key)"), isNumber: $0.isNumber) },
      rows: rows.map { PageRow($0.map { PageCell($0.text, path: $0.path) }) }, total: total?.map { PageCell($0) },
      empty: text("payments.none"))
  }

  /// A deed at `path` with the texts `payments.deed.NAME.name` and `.hint`.
  func deed(
    _ name: String, at path: String, _ fields: [Field] = [], dangerous: Bool = false, main: Bool = false, files: Bool = false
  ) -> PageDeed {
    PageDeed(
      path, text("payments.deed.\(name).name"), hint: text("payments.deed.\(name).hint"), fields: fields.said(isSaid(at: path)),
      isUpload: files,
      isDangerous: dangerous, isMain: main, isOpen: main || url == path)
  }

  func moneyFact(_ key: String, _ value: String?, path: String? = nil) -> PageFact? {
    value.flatMap { $0.isEmpty ? nil : PageFact(text("payments.column.\(key)"), $0, path: path) }
  }

  func action(_ path: String, _ key: String, main: Bool = false) -> PageLink {
    PageLink(text(key), path, isMain: main)
  }

  /// Whether a form may be offered for what the viewer may do.
  func offers(_ permission: Permission, _ deeds: [PageDeed?]) -> [PageDeed] {
    viewer.may(permission) ? deeds.compactMap(\.self) : []
  }
}
