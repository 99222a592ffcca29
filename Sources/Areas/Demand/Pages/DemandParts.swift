import Kernel
import Web

/// A way from one page to another.
package struct PageLink: Sendable {
  let text: String
  let path: String
  let isMain: Bool

  package init(_ text: String, _ path: String, isMain: Bool = false) { (self.text, self.path, self.isMain) = (text, path, isMain) }
  package static let sample = PageLink("Ouvrir", "/applications/new", isMain: true)
}

/// A name and its value.
package struct PageFact: Sendable {
  let name: String
  let value: String
  let path: String?

  package init(_ name: String, _ value: String, path: String? = nil) { (self.name, self.value, self.path) = (name, value, path) }
}

/// One place of a table.
package struct PageCell: Sendable {
  let label: String
  let text: String
  let path: String?
  /// `number`, or nothing.
  let style: String
  /// A state, shown as a word with a quiet colour.
  let badge: String?
  let isHead: Bool
  let isPlain: Bool
  /// What is too long to be said at once.
  let rest: Rest?
  package struct Rest: Sendable {
    let summary: String
    let lines: [String]
    package init(_ summary: String, _ lines: [String]) { (self.summary, self.lines) = (summary, lines) }
  }

  package init(
    _ label: String, _ text: String, path: String? = nil, isNumber: Bool = false, badge: String? = nil, isHead: Bool = false,
    rest: Rest? = nil
  ) {
    (self.label, self.text, self.path, self.badge, self.isHead) = (label, text, path, badge, isHead)
    (style, isPlain) = (isNumber ? "number" : "", !isHead)
    self.rest = rest
  }
  package static let sample = PageCell(
    "Nom", "Rotorix", path: "/applications/1", isNumber: true, badge: "offer", isHead: true, rest: Rest("et 2 autres", ["Braises"]))
}

package struct PageRow: Sendable {
  let cells: [PageCell]
  package init(_ cells: [PageCell]) { self.cells = cells }
  package static let sample = PageRow([.sample])
}

/// Rows under a heading, or what to say where there are none.
package struct PageTable: Sendable {
  struct Column: Sendable {
    let text: String
    let style: String
  }
  let title: String
  let hint: String?
  let columns: [Column]
  let rows: [PageRow]
  let empty: String?

  package init(_ title: String, hint: String? = nil, columns: [(text: String, isNumber: Bool)], rows: [PageRow], empty: String) {
    (self.title, self.hint, self.rows) = (title, hint, rows)
    self.columns = columns.map { Column(text: $0.text, style: $0.isNumber ? "number" : "") }
    self.empty = rows.isEmpty ? empty : nil
  }
  private init(sample: Void) {
    (title, hint, columns, rows, empty) = ("Points", "d’où ils viennent", [Column(text: "Nom", style: "number")], [.sample], "Rien encore")
  }
  package static let sample = PageTable(sample: ())
}

/// Words under a heading.
package struct PageText: Sendable {
  let title: String
  let text: String
  package init(_ title: String, _ text: String) { (self.title, self.text) = (title, text) }
}

/// One thing that can be done, with its own small form.
package struct PageDeed: Sendable {
  let path: String
  let name: String
  let hint: String
  let fields: [Field]
  let encoding: String
  let isDangerous: Bool
  let isMain: Bool
  let isOpen: Bool

  package init(
    _ path: String, _ name: String, hint: String, fields: [Field] = [], isUpload: Bool = false, isDangerous: Bool = false,
    isMain: Bool = false,
    isOpen: Bool = false
  ) {
    (self.path, self.name, self.hint, self.fields) = (path, name, hint, fields)
    encoding = isUpload ? "multipart/form-data" : "application/x-www-form-urlencoded"
    (self.isDangerous, self.isMain, self.isOpen) = (isDangerous, isMain, isOpen)
  }
  package static let sample = PageDeed(
    "/applications/1/move", "Retirer", hint: "Le dossier quitte la liste.", fields: [Field("reason", .textarea, label: "Motif")],
    isDangerous: true, isMain: true, isOpen: true)
}

extension Visit {
  /// A deed of the area, whose words are `demand.deed.NAME.name` and `.hint`; open when its form is shown again.
  func deed(
    _ path: String, _ name: String, _ fields: [Field] = [], isUpload: Bool = false, isDangerous: Bool = false, isMain: Bool = false,
    isOpen: Bool = false
  ) -> PageDeed {
    PageDeed(
      path, text("demand.deed.\(name).name"), hint: text("demand.deed.\(name).hint"), fields: fields, isUpload: isUpload,
      isDangerous: isDangerous, isMain: isMain, isOpen: isOpen || url == path)
  }
  func reason(required: Bool = true) -> Field { field("reason", .textarea, label: "demand.field.reason", required: required) }
  func column(_ name: String, isNumber: Bool = false) -> (text: String, isNumber: Bool) { (text("demand.column.\(name)"), isNumber) }
}
