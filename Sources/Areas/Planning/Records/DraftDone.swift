import Kernel
import People
import Spaces
import Store

/// What was done since, asked of the holds that were made: an organisation got the cells of a draft, and not merely some.
struct DraftDone {
  private struct Made {
    let kind: HoldKind
    let organisation: String
    let at: Instant
    var cells: Set<String> = []
  }
  private var made: [Made] = []
  /// The organisation of each file.
  private var organisations: [String: String] = [:]

  init(_ transaction: borrowing Transaction, since: Instant) throws {
    var places: [String: Int] = [:]
    for row in try transaction.rows(
      """
      SELECT h.id, h.kind, h.organisation, h.made_at, c.code FROM holds h JOIN space_cells s ON s.space = h.space JOIN cells c ON c.id = s.cell
      WHERE h.made_at >= \(since) AND h.organisation IS NOT NULL
      """)
    {
      let id: String = try row.get("id")
      if places[id] == nil {
        places[id] = made.count
        made.append(Made(kind: try row.get("kind"), organisation: try row.get("organisation"), at: try row.get("made_at")))
      }
      made[places[id] ?? 0].cells.insert(try row.get("code"))
    }
    for row in try transaction.rows("SELECT id, organisation FROM applications WHERE organisation IS NOT NULL") {
      let id: String = try row.get("id")
      organisations["application/\(id)"] = try row.get("organisation")
    }
  }

  /// For whom the draft is, once that is an organisation of the house's books.
  func organisation(of draft: Draft) -> String? { draft.organisation?.text ?? organisations[draft.subject] }

  func holds(_ draft: Draft) -> Bool {
    guard let organisation = organisation(of: draft) else { return false }
    let cells = Set(draft.cells.split(separator: " ").map(String.init))
    let kinds: Set<HoldKind>
    switch draft.kind {
    case .offer, .move: kinds = [.offer, .let]
    case .option, .growth, .promise: kinds = [.option, .offer, .let]
    }
    return made.contains {
      $0.organisation == organisation && $0.at >= draft.madeAt && kinds.contains($0.kind) && $0.cells.isSuperset(of: cells)
    }
  }
}
