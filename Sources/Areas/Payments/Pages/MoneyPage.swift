import Kernel
import Web

/// One thing of money: its facts, tables, and what can be done with it.
package struct MoneyPage: Page {
  struct Fact: Sendable {
    let name: String
    let value: String
    let path: String?
  }
  struct Cell: Sendable {
    let label: String
    let text: String
    let path: String?
    let style: String
  }
  struct Line: Sendable {
    let cells: [Cell]
    let isTotal: Bool
  }
  struct Head: Sendable {
    let text: String
    let style: String
  }
  struct Table: Sendable {
    let title: String
    let heads: [Head]
    let lines: [Line]
    let isEmpty: Bool
    let note: String?
  }
  /// One thing that can be done, with its own small form.
  struct Deed: Sendable {
    let path: String
    let name: String
    let hint: String
    let fields: [Field]
    let isDangerous: Bool
    let isMain: Bool
    let isOpen: Bool
    let takesFiles: Bool
  }
  package static let template = "payments-one"
  package let title: String
  let upPath: String
  let upText: String
  let state: String?
  let stateKind: String
  let lead: String?
  let actions: [ListPage.Action]
  let hasFacts: Bool
  let facts: [Fact]
  let tables: [Table]
  let deeds: [Deed]
  /// Where what is shown may be chosen, by which fields.
  var choicePath: String?
  var choice: [Field] = []

  package static let sample = MoneyPage(
    title: "Encaissement ENC-1", upPath: "/receipts", upText: "Encaissements", state: "reçu", stateKind: "good", lead: "Le 3 mars.",
    actions: [ListPage.Action("/receipts/1/file", "Fichier", isMain: true)], hasFacts: true,
    facts: [Fact(name: "Montant", value: "12,00 €", path: "/x"), Fact(name: "Jour", value: "3 mars", path: "/x")],
    tables: [
      Table(
        title: "Documents", heads: [Head(text: "Numéro", style: "number")],
        lines: [
          Line(
            cells: [
              Cell(label: "Numéro", text: "F-1", path: "/invoices/1", style: "number"),
              Cell(label: "Jour", text: "3 mars", path: "/x", style: ""),
            ], isTotal: true)
        ], isEmpty: false, note: "Rien.")
    ],
    deeds: [
      Deed(
        path: "/receipts/1/reverse", name: "Annuler", hint: "Rouvre la facture.", fields: [Field("reason", .text, label: "Motif")],
        isDangerous: true, isMain: true, isOpen: true, takesFiles: true)
    ], choicePath: "/late/reminders", choice: [Field("entity", .text, label: "Entité")])
}

extension Visit {
  func moneyTable(
    _ title: String, _ columns: [(key: String, isNumber: Bool)], _ rows: [[(text: String, path: String?)]], total: [String]? = nil,
    of name: String? = nil, note: String? = nil
  ) -> MoneyPage.Table {
    let heads = columns.map { MoneyPage.Head(text: text("payments.column.\($0.key)"), style: $0.isNumber ? "number" : "") }
    func line(_ cells: [(text: String, path: String?)], isTotal: Bool) -> MoneyPage.Line {
      MoneyPage.Line(
        cells: zip(heads, cells).map { MoneyPage.Cell(label: $0.text, text: $1.text, path: $1.path, style: $0.style) }, isTotal: isTotal)
    }
    let totals = total.map { [line($0.map { ($0, nil) }, isTotal: true)] } ?? []
    return MoneyPage.Table(
      title: text(title) + (name.map { " – \($0)" } ?? ""), heads: heads,
      lines: rows.map { line($0, isTotal: false) } + (rows.isEmpty ? [] : totals), isEmpty: rows.isEmpty,
      note: rows.isEmpty ? text("payments.none") : note)
  }

  /// A deed at `path` with the texts `payments.deed.NAME.name` and `.hint`.
  func deed(
    _ name: String, at path: String, _ fields: [Field] = [], dangerous: Bool = false, main: Bool = false, files: Bool = false
  ) -> MoneyPage.Deed {
    MoneyPage.Deed(
      path: path, name: text("payments.deed.\(name).name"), hint: text("payments.deed.\(name).hint"), fields: fields,
      isDangerous: dangerous, isMain: main, isOpen: main || url == path, takesFiles: files)
  }

  func moneyFact(_ key: String, _ value: String?, path: String? = nil) -> MoneyPage.Fact? {
    value.flatMap { $0.isEmpty ? nil : MoneyPage.Fact(name: text("payments.column.\(key)"), value: $0, path: path) }
  }

  func action(_ path: String, _ key: String, main: Bool = false) -> ListPage.Action {
    ListPage.Action(path, text(key), isMain: main)
  }

  /// Whether a form may be offered for what the viewer may do.
  func offers(_ permission: Permission, _ deeds: [MoneyPage.Deed?]) -> [MoneyPage.Deed] {
    viewer.may(permission) ? deeds.compactMap(\.self) : []
  }
}
