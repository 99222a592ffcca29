import Demand
import Kernel
import Solver
import Web

/// What was observed beside what the model says.
struct FitTables: Sendable {
  let study: StudyModel
  let visit: Visit

  init(_ study: StudyModel, _ visit: Visit) { (self.study, self.visit) = (study, visit) }

  private var fit: DemandFit { study.fit }
  var all: [PageTable] { [sizes, stays, months] }

  private var sizes: PageTable {
    PageTable(
      visit.text("planning.fit.sizes"),
      hint: visit.text(
        "planning.fit.sizesHint",
        ["months": visit.format.number(fit.months), "dispersion": visit.decimal(fit.dispersion)]),
      columns: [
        visit.planned("size"), visit.planned("wishes", isNumber: true),
        visit.planned("perMonth", isNumber: true),
        visit.planned("modelled", isNumber: true), visit.planned("ended", isNumber: true),
        visit.planned("meanStay", isNumber: true),
      ],
      rows: zip(fit.sizes, study.model.sizes).map { size, line in
        PageRow([
          visit.cell(size.sizeClass, counted: [size.cells]),
          PageCell(visit.format.number(size.wishes)),
          PageCell(hundredths(size.arrivals)),
          PageCell(hundredths(line.arrivals)),
          PageCell(visit.format.number(size.ended)),
          PageCell(
            visit.decimal(line.stay * 10),
            note: size.isPooled && (line.stay + 5) / 10 == (size.stay + 5) / 10 ? visit.text("planning.fit.pooled") : nil),
        ])
      }, empty: visit.text("planning.fit.nothing"))
  }
  /// Of thousandths.
  private func hundredths(_ thousandths: Int) -> String {
    visit.format.typed(Money(cents: Int64((thousandths + 5) / 10)))
  }

  private var stays: PageTable {
    PageTable(
      visit.text("planning.fit.stays"),
      hint: visit.text(
        "planning.fit.staysHint",
        [
          "ended": visit.format.number(fit.ended), "growths": visit.format.number(fit.growths),
          "growth": visit.format.number(fit.growth),
        ]),
      columns: [
        visit.planned("after", isNumber: true), visit.planned("observed", isNumber: true),
        visit.planned("fitted", isNumber: true),
        visit.planned("atRisk", isNumber: true),
      ],
      rows: fit.survival.map { line in
        PageRow([
          PageCell(visit.format.number(line.months)),
          PageCell(visit.share(line.observed * 10)),
          PageCell(visit.share(line.fitted * 10)),
          PageCell(visit.format.number(line.atRisk)),
        ])
      }, empty: visit.text("planning.fit.nothing"))
  }

  private var months: PageTable {
    let mean = fit.byMonth.reduce(0, +)
    return PageTable(
      visit.text("planning.fit.season"), hint: visit.text("planning.fit.seasonHint"),
      columns: [
        visit.planned("month"), visit.planned("observed", isNumber: true),
        visit.planned("fitted", isNumber: true),
      ],
      rows: (0..<12).map { month in
        let name = visit.format.month(Month(year: 2000, month: month + 1)).prefix { $0 != " " }
        return PageRow([
          PageCell(String(name)),
          PageCell(visit.format.number(fit.byMonth[month])),
          PageCell(visit.decimal(mean * study.model.season[month] / 120)),
        ])
      })
  }
}
