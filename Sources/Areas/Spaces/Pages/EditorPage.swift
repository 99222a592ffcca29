import Foundation
import Kernel
import Store
import Web

/// Where a level is drawn. The drawing itself is made in the browser; the page carries what is there.
package struct EditorPage: Page {
  package static let template = "spaces-editor"
  package let title: String
  let back: String
  let kinds: [Field.Option]
  let noises: [Field.Option]
  let firstCode: String
  let from: String
  /// JSON that cannot leave its element: every `<` is written `\u003c`.
  let dataHTML: String

  package static let sample = EditorPage(
    title: "Dessiner", back: "/plan", kinds: [Field.Option("module", "Module")], noises: [Field.Option("0", "calme")], firstCode: "H1-000",
    from: "2026-11-24", dataHTML: "{}")
}

/// What the editor starts from.
struct EditorData: Encodable {
  struct Feature: Encodable {
    let kind: String
    let outline: String
  }
  let outline: String
  let features: [Feature]
  let cells: [EditedCell]
  let prefix: String
  /// What new cells are numbered after.
  let lastCode: String
  let lettable: [String]
  let texts: [String: String]
  let token: String
  /// The day whose cells these are.
  let day: Day
  let saveTo: String
  let after: String
}

/// A cell as the editor sends and receives it.
struct EditedCell: Codable, Sendable {
  let id: String?
  let code: String
  let name: String
  let kind: String
  let noise: Int64
  let window: Bool
  let capacity: Int?
  let workplaces: Int
  /// `x,y x,y …` in millimetres.
  let outline: String
  /// Who has it or is promised it, from the day of the drawing on; left out by programs.
  let held: [Holding]?

  struct Holding: Codable, Sendable {
    let words: String
    /// nil: without end.
    let until: Day?
  }

  init(_ cell: Cell, held: [Holding]) {
    self.held = held.isEmpty ? nil : held
    (id, code, name, kind) = (cell.id.text, cell.code, cell.name, cell.kind.rawValue)
    (noise, window, capacity, workplaces, outline) = (
      cell.noise.rawValue, cell.hasWindow, cell.capacity, cell.workplaces, cell.outline.text
    )
  }
}
