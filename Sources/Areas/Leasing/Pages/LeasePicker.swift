import Kernel
import Spaces
import Web

extension LeaseForm {
  /// Who has which cells on the days that are typed, those of the lease ticked; what is not there that day stays typed.
  static func picker(
    _ visit: Visit, _ plan: PlanSnapshot, _ draft: LeaseDraft?, _ cells: [Cell], _ asked: LeasePrefill, at path: String
  ) -> CellPicker {
    // The page asks itself again when a day is changed.
    let isAsked = visit.isShownAgain || !visit.query["from"].isEmpty
    func day(_ name: String, _ value: String?) -> Day? {
      Day(isAsked ? (visit.isShownAgain ? visit.form : visit.query)[name] : value ?? "")
    }
    let from = day("from", draft?.from.description ?? asked.from) ?? visit.today
    let last = day("last", draft == nil ? asked.last : draft?.until.map { ($0 - 1).description })
    let span = DaySpan(from: from, until: last.flatMap { $0 >= from ? $0 + 1 : nil })
    var ticked = Set(visit.form.all("cell"))
    if !visit.isShownAgain { ticked = Set(draft == nil ? asked.cells.split(separator: " ").map(String.init) : cells.map(\.code)) }
    return picker(visit, plan, over: span, ticked: ticked, at: path)
  }

  /// The same over days that are known, with the cells that are told first.
  static func picker(
    _ visit: Visit, _ plan: PlanSnapshot, over span: DaySpan, ticked: Set<String>, ahead: (name: String, cells: Set<ID<Cell>>)? = nil,
    at path: String
  ) -> CellPicker {
    CellPicker.shown(plan, source: path, over: span, ticked: ticked, ahead: ahead, visit) { untold in
      [
        visit.field(
          "cells", label: "spaces.picker.typed", value: untold.joined(separator: " "), hint: "spaces.picker.typedHint", width: "full")
      ]
    }
  }
  /// What is ticked of a form that is shown again, else the codes the address names.
  static func ticked(_ visit: Visit) -> Set<String> {
    Set(visit.isShownAgain ? visit.form.all("cell") : LineReading.codes(visit.query))
  }
}
