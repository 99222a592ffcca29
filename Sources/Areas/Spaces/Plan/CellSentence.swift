import Kernel

/// What is said of a cell on a day, piece by piece: its accessible name, its details card, and a row of the table.
package struct CellSentence: Sendable {
  package let timeline: Timeline
  package let sight: PlanSight
  package let words: PlanWords
  private let shelf: SentenceShelf?

  /// - Parameter shelf: of the same timeline, sight and language.
  package init(_ timeline: Timeline, _ sight: PlanSight, _ words: PlanWords, shelf: SentenceShelf? = nil) {
    (self.timeline, self.sight, self.words, self.shelf) = (timeline, sight, words, shelf)
  }

  /// `H1-014 · cellule, 15 m² · loué à X depuis le … · jusqu’au …`.
  package func text(_ fact: CellFact) -> String {
    func said() -> String { pieces(fact).joined(separator: " · ") }
    return shelf?.text(fact, said: said) ?? said()
  }

  package func pieces(_ fact: CellFact) -> [String] {
    let (code, name) = (timeline.cells[fact.cell].code, timeline.cells[fact.cell].name)
    let (kind, area) = (timeline.cells[fact.cell].kind, timeline.cells[fact.cell].area)
    var pieces = [name.isEmpty ? code : "\(code), \(name)", "\(words.kind(kind)), \(words.area(area))"]
    pieces.append(state(fact))
    if let last = last(fact) { pieces.append(last) }
    if sight.rents, let rent = fact.rent { pieces.append(words.text("spaces.plan.fact.rent", ["amount": words.money(rent)])) }
    if let next = fact.next { pieces.append(promise(next)) }
    if let holder = fact.hold.flatMap({ sight.holder(ofHold: $0, in: timeline) }), timeline.holders[holder].isInvented {
      pieces.append(words.text("spaces.plan.fact.invented", ["holder": timeline.holders[holder].name]))
    }
    for place in fact.awaited { pieces.append(awaited(timeline.holds[place])) }
    return pieces
  }

  package func holderName(_ hold: PlanHold) -> String? { sight.holder(of: hold, in: timeline)?.name }
  private func holderName(at hold: Int) -> String? { sight.holder(ofHold: hold, in: timeline).map { timeline.holders[$0].name } }

  /// `loué à X depuis le 1er mars 2019`.
  package func state(_ fact: CellFact) -> String {
    let since = fact.since.map { words.day($0) } ?? ""
    switch fact.state {
    case .unlettable: return words.state(.unlettable)
    case .free: return words.text("spaces.plan.fact.free", ["since": since])
    case .works: return words.text("spaces.plan.fact.works", ["since": since])
    case .unopened:
      let level = timeline.levels[timeline.cells[fact.cell].level]
      return words.state(.unopened) + (level.opening == nil ? "" : "")
    case .let, .option, .offer:
      let name = fact.hold.flatMap { holderName(at: $0) }
      let key = "spaces.plan.fact.\(fact.state.rawValue)"
      if let name { return words.text("\(key)To", ["holder": name, "since": since]) }
      return words.text(key, ["since": since])
    }
  }

  private func last(_ fact: CellFact) -> String? {
    guard fact.state != .unopened, fact.state != .unlettable, let until = fact.until else { return nil }
    return words.text("spaces.plan.fact.until", ["day": words.day(until - 1)])
  }

  /// `promis à Y pour le …, date changée 3 fois`.
  package func promise(_ next: CellFact.Upcoming) -> String {
    let held = timeline.holds[next.hold].kind
    let day = words.day(next.from)
    let kind = held == .works ? "works" : held == .let ? "let" : "promise"
    var text: String
    if let name = holderName(at: next.hold) {
      text = words.text("spaces.plan.next.\(kind)To", ["holder": name, "day": day])
    } else {
      text = words.text("spaces.plan.next.\(kind)", ["day": day])
    }
    if next.redatings > 0 { text += ", " + words.text("spaces.plan.next.redated", ["count": String(next.redatings)]) }
    return text
  }

  private func awaited(_ hold: PlanHold) -> String {
    let count = String(hold.wantedCount ?? 1)
    let of = String(hold.pool.count)
    guard let name = holderName(hold) else { return words.text("spaces.plan.next.awaited", ["number": count, "of": of]) }
    return words.text("spaces.plan.next.awaitedBy", ["holder": name, "number": count, "of": of])
  }
}
