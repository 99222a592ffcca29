import Kernel

/// How firm a letter is.
package enum ReminderTone: String, Sendable, CaseIterable, Codable {
  case friendly, firm
  /// The formal notice, from which interest runs against those who are no professionals.
  case formal
}

/// A step of the reminders: data of the house, dated.
package struct ReminderStage: Hashable, Sendable {
  /// From 1.
  package let place: Int
  /// Days after the due day.
  package let days: Int
  package let tone: ReminderTone

  package init(place: Int, days: Int, tone: ReminderTone) { (self.place, self.days, self.tone) = (place, days, tone) }
}

/// A document that is late, with what was sent about it.
package struct LateDocument: Hashable, Sendable {
  package let number: String
  package let due: Day
  package let open: Money
  /// Stage and day of each letter that named it.
  package let sent: [Int: Day]
  /// In a payment plan that is kept: nothing is sent.
  package let isPaused: Bool

  package init(number: String, due: Day, open: Money, sent: [Int: Day], isPaused: Bool) {
    (self.number, self.due, self.open, self.sent, self.isPaused) = (number, due, open, sent, isPaused)
  }
}

/// Which letter is next (docs/dunning.md): each stage once for each document, in their order, and never sooner after the one before than
/// the stages lie apart.
package enum ReminderRule {
  package static func next(_ document: LateDocument, stages: [ReminderStage], on day: Day) -> ReminderStage? {
    if document.isPaused || document.open <= .zero { return nil }
    let sorted = stages.sorted { $0.place < $1.place }
    guard let index = sorted.firstIndex(where: { document.sent[$0.place] == nil }) else { return nil }
    let stage = sorted[index]
    // A later stage was sent already, as when the stages were changed meanwhile: nothing goes back.
    if sorted[(index + 1)...].contains(where: { document.sent[$0.place] != nil }) { return nil }
    if day - document.due < stage.days { return nil }
    if index > 0, let before = document.sent[sorted[index - 1].place], day - before < stage.days - sorted[index - 1].days { return nil }
    return stage
  }

  /// The letter to one customer: what is due to be said of each document. It bears the tone of the latest stage in it.
  package static func letter(
    _ documents: [LateDocument], stages: [ReminderStage], on day: Day
  ) -> (stage: ReminderStage, items: [(document: LateDocument, stage: ReminderStage)])? {
    let items = documents.sorted { ($0.due, $0.number) < ($1.due, $1.number) }.compactMap { document in
      next(document, stages: stages, on: day).map { (document, $0) }
    }
    guard let stage = items.map(\.1).max(by: { $0.place < $1.place }) else { return nil }
    return (stage, items.map { (document: $0.0, stage: $0.1) })
  }
}
