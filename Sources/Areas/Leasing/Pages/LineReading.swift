import Invoicing
import Kernel
import Spaces
import Store
import Web

/// Headings, prices, cells and things seen, as forms name them.
enum LineReading {
  /// How many headings a lease is prepared with at most.
  static let most = 8
  /// And with how many later prices and reductions.
  static let mostSteps = 3
  static let mostReductions = 2
  static let kinds: [ChargeKind] = [.rent, .services, .provision, .propertyTax, .domiciliation, .desk, .entryFee, .other]

  static func requiredMoney(_ reader: inout InputReader, _ field: String) -> Money? {
    reader.required(field) { $0.money(field) }
  }

  /// `basis` and `amount` behind a prefix.
  static func price(_ reader: inout InputReader, prefix: String, required: Bool) -> LineDraft.Price? {
    let basis = reader.input["\(prefix)basis"]
    guard let amount = required ? requiredMoney(&reader, "\(prefix)amount") : reader.money("\(prefix)amount") else { return nil }
    switch basis {
    case "rate": return .rate(amount)
    case "year": return .year(amount)
    case "month", "": return .month(amount)
    default:
      reader.problems.add("kernel.problem.choice", field: "\(prefix)basis")
      return nil
    }
  }

  /// One heading behind a prefix; nil when nothing of it was typed.
  static func line(_ reader: inout InputReader, prefix: String) -> LineDraft? {
    let names = ["label", "amount", "area"].map { prefix + $0 }
    if names.allSatisfy({ reader.input[$0].isEmpty }) { return nil }
    let kind = reader.choice("\(prefix)kind", of: ChargeKind.self) ?? .rent
    if !kinds.contains(kind) { reader.problems.add("kernel.problem.choice", field: "\(prefix)kind") }
    let text = reader.requiredText("\(prefix)label", limit: 200)
    let price = price(&reader, prefix: prefix, required: true)
    let area = reader.hundredths("\(prefix)area", limit: 100_000_00).map(FloorArea.init(hundredths:))
    let vat = reader.choice("\(prefix)vat", of: LineVAT.self) ?? (kind == .services ? .standard : .premises)
    guard let price else { return nil }
    return LineDraft(kind, text, price, area: area, vat: vat, isIndexed: reader.flag("\(prefix)indexed"))
  }

  /// The heading that an amendment adds.
  static func added(_ reader: inout InputReader) -> LineDraft? {
    if reader.input["label"].isEmpty { reader.problems.add("kernel.problem.missing", field: "label") }
    return line(&reader, prefix: "")
  }

  /// The headings with the later prices that name them by their number.
  static func lines(_ reader: inout InputReader) -> [LineDraft] {
    var steps: [Int: [(row: Int, from: Day, amount: Money)]] = [:]
    // A move may take over more of them than a form begins with.
    for row in 1...(most * mostSteps) {
      if ["line", "from", "amount"].allSatisfy({ reader.input["step\(row)_\($0)"].isEmpty }) { continue }
      let place = reader.requiredInteger("step\(row)_line", in: 1...most)
      let from = reader.requiredDay("step\(row)_from")
      let amount = requiredMoney(&reader, "step\(row)_amount")
      if let place, let from, let amount { steps[place, default: []].append((row, from, amount)) }
    }
    let lines = (1...most).compactMap { place -> LineDraft? in
      guard var line = line(&reader, prefix: "line\(place)_") else { return nil }
      let own = steps.removeValue(forKey: place) ?? []
      line.steps = own.map { LineDraft.Step(from: $0.from, line.price.with($0.amount), row: $0.row) }
      return line
    }
    for row in steps.values.joined().map(\.row).sorted() { reader.problems.add("leasing.problem.stepLine", field: "step\(row)_line") }
    return lines
  }

  /// Days on which less is asked, or nothing; nil when nothing of it was typed.
  static func reduction(_ reader: inout InputReader, prefix: String, reason: String) -> ReductionDraft? {
    if ["from", "last", "share"].allSatisfy({ reader.input[prefix + $0].isEmpty }) { return nil }
    let from = reader.requiredDay("\(prefix)from")
    let last = reader.day("\(prefix)last")
    let share = reader.hundredths("\(prefix)share", limit: 100_00) ?? 100_00
    return from.map {
      ReductionDraft(
        share == 100_00 ? .free : .discount, from: $0, until: last.map { $0 + 1 }, share: Percentage(basisPoints: share), reason: reason)
    }
  }

  /// Codes of cells as typed, with blanks, commas or semicolons between them.
  static func codes(_ input: Input) -> [String] {
    input.all("cells").flatMap { $0.split { $0.isWhitespace || $0 == "," || $0 == ";" } }.map(String.init)
  }

  /// The cells of these codes on a day.
  static func cells(_ visit: Visit, on day: Day, into reader: inout InputReader) async throws -> [ID<Cell>] {
    let typed = codes(reader.input)
    if typed.count > 500 { reader.problems.add("kernel.problem.long", field: "cells", ["limit": "500"]) }
    let codes = Array(typed.prefix(500))
    // What no code can hold is not asked of the database, and is told as unknown.
    let plain = codes.filter(\.isPlain)
    let found = try await visit.database.read { try $0.cells(typed: plain, on: day) }
    let unknown = Set(codes).subtracting(found.keys)
    if !unknown.isEmpty {
      reader.problems.add(
        "leasing.problem.unknownCells", field: "cells", ["cells": unknown.sorted().prefix(10).joined(separator: ", ")])
    }
    var cells: [ID<Cell>] = []
    for cell in codes.compactMap({ found[$0]?.first?.id }) where !cells.contains(cell) { cells.append(cell) }
    return cells
  }

  /// Those that are ticked, and those that are typed besides.
  static func picked(_ visit: Visit, on day: Day, into reader: inout InputReader) async throws -> [ID<Cell>] {
    let ticked = reader.ids("cell", of: Cell.self)
    if ticked.count > 500 { reader.problems.add("kernel.problem.long", field: "cell", ["limit": "500"]) }
    let asked = Array(ticked.prefix(500))
    let known = Set(try await visit.database.read { try $0.cells(asked) }.map(\.id))
    if asked.contains(where: { !known.contains($0) }) { reader.problems.add("kernel.problem.choice", field: "cell") }
    var all = asked.filter(known.contains)
    for cell in try await cells(visit, on: day, into: &reader) where !all.contains(cell) { all.append(cell) }
    return all
  }

  /// The same where there must be some.
  static func requiredPicked(_ visit: Visit, on day: Day, into reader: inout InputReader) async throws -> [ID<Cell>] {
    let cells = try await picked(visit, on: day, into: &reader)
    if cells.isEmpty, codes(reader.input).isEmpty { reader.problems.add("kernel.problem.missing", field: "cells") }
    return cells
  }

  /// One thing a line: `Sol : bon, rayure` — element, state, remark.
  static func items(_ reader: inout InputReader) -> [InventoryItem] {
    let text = reader.requiredText("items", limit: 10_000, lines: true)
    var items: [InventoryItem] = []
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.filter { !$0.isNewline }.trimmed }
      let rest = parts.count > 1 ? parts[1].split(separator: ",", maxSplits: 1).map { String($0).trimmed } : []
      guard let element = parts.first, !element.isEmpty, let word = rest.first, let condition = ItemCondition(word: word) else {
        reader.problems.add("leasing.problem.item", field: "items", ["line": "\(number + 1)"])
        continue
      }
      items.append(InventoryItem(element, condition, remark: rest.count > 1 ? rest[1] : ""))
    }
    return items
  }
}

extension String {
  /// Without control characters.
  var isPlain: Bool { unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } }
}

extension StringProtocol {
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension ItemCondition {
  /// In any of the three languages, or as files say it.
  init?(word: String) {
    let words: [String: ItemCondition] = [
      "neuf": .new, "new": .new, "neu": .new, "bon": .good, "good": .good, "gut": .good, "use": .worn, "worn": .worn, "gebraucht": .worn,
      "abime": .damaged, "damaged": .damaged, "beschadigt": .damaged, "manque": .missing, "missing": .missing, "fehlt": .missing,
    ]
    guard let condition = words[word.folded] else { return nil }
    self = condition
  }
}
