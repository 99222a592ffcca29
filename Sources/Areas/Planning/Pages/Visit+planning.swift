import Demand
import Kernel
import Web

extension Visit {
  func planned(_ name: String, isNumber: Bool = false) -> PageTable.Column {
    PageTable.Column(text("planning.column.\(name)"), isNumber: isNumber)
  }
  /// Several things in one cell: of more than three the first two, the others folded behind them.
  func cell(several lines: [String]) -> PageCell {
    let isLong = lines.count > 3
    let others = Array(lines.dropFirst(2))
    return PageCell(
      (isLong ? Array(lines.prefix(2)) : lines).joined(separator: " · "),
      rest: isLong ? PageRest(text("planning.page.others", ["count": String(others.count)]), others) : nil)
  }
  /// What a field says of what is assumed; the page keeps it true while one types.
  ///
  /// - Parameter value: what it comes to in words, where that is not what is typed.
  func said(_ field: Field, _ texts: String, value: String? = nil, _ arguments: [String: String] = [:]) -> PlanningFormPage.Said {
    if field.kind == .checkbox {
      let (on, off) = (text("\(texts).on"), text("\(texts).off"))
      return PlanningFormPage.Said(name: field.name, text: field.value == "1" ? on : off, pattern: nil, on: on, off: off)
    }
    func said(_ value: String) -> String { text(texts, arguments.merging(["value": value]) { $1 }) }
    return PlanningFormPage.Said(name: field.name, text: said(value ?? field.value), pattern: said("{value}"), on: nil, off: nil)
  }
  /// A class of sizes, with how many cells it is counted as where it has several.
  func cell(_ size: SizeClass, counted cells: [Int]) -> PageCell {
    let isOne = size == .one || size == .two
    let counted = cells.map { format.number($0) }.joined(separator: ", ")
    return PageCell(
      text("demand.size.\(size.rawValue)"), isHead: true, note: isOne ? nil : text("planning.fit.counted", ["cells": counted]))
  }
  /// `2027`, `déc. 2026`, or `janv. 2027 – mars 2027`.
  func span(_ first: Month, through last: Month) -> String {
    if first.month == 1, last == first + 11 { return String(first.year) }
    return first == last ? format.shortMonth(first) : "\(format.shortMonth(first)) – \(format.shortMonth(last))"
  }
  func made(_ moment: Instant, by name: String) -> String { "\(format.shortMoment(moment, in: house)), \(name)" }
  /// Tenths of a percent, of basis points.
  func share(_ basisPoints: Int) -> String { format.percentage(Percentage(basisPoints: Int64(basisPoints))) }
  /// How far from the best a plan may be, in tenths of a percent, rounded up; nought is said only of what is proven.
  func gap(_ basisPoints: Int?) -> String {
    guard let basisPoints else { return "–" }
    return (0 < basisPoints && basisPoints < 10 ? "< " : "") + share(atMost(basisPoints))
  }
  func atMost(_ basisPoints: Int) -> Int { (basisPoints + 9) / 10 * 10 }
  func euros(_ amount: Int) -> String { format.euros(Money(cents: Int64(amount) * 100)) }
  /// Of hundredths: `3,4`.
  func decimal(_ hundredths: Int) -> String {
    let tenths = (hundredths + 5) / 10
    return format.number(tenths / 10) + (language == .english ? "." : ",") + String(tenths % 10)
  }
}
