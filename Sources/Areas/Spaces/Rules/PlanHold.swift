import Kernel

/// What was promised of a hold, and the day it was said on.
package struct PlanPromise: Sendable, Hashable {
  package let said: Day
  package let from: Day
  package let until: Day?
  package let reason: String

  package init(said: Day, from: Day, until: Day? = nil, reason: String = "") {
    (self.said, self.from, self.until, self.reason) = (said, from, until, reason)
  }
}

/// A cell that a hold really keeps or kept, over the days of the blocking truth.
package struct BlockedCell: Sendable, Hashable {
  package let cell: Int
  package let from: Day
  package let until: Day?

  package init(cell: Int, from: Day, until: Day?) { (self.cell, self.from, self.until) = (cell, from, until) }
}

/// A hold as the plan shows it. `organisation` and cells are places in the timeline.
package struct PlanHold: Sendable, Hashable {
  package let id: ID<Hold>
  package let kind: HoldKind
  package let organisation: Int?
  package let span: DaySpan
  package let madeOn: Day
  package var endedOn: Day?
  package var endedHow: HoldEnd?
  package var endedReason = ""
  package var expiresOn: Day?
  package var monthlyRent: Money?
  package var reason = ""
  package var successor: ID<Hold>?
  package var milestone: String?
  package var wantedCount: Int?
  /// In a queue behind others, it keeps nobody from anything.
  package var isWaiting = false
  /// The cells of its space, or none as long as it has not chosen.
  package var cells: [Int] = []
  /// The cells it chooses among.
  package var pool: [Int] = []
  package var blocked: [BlockedCell] = []
  /// In the order they were said.
  package var promises: [PlanPromise] = []

  package init(id: ID<Hold>, kind: HoldKind, organisation: Int?, span: DaySpan, madeOn: Day) {
    (self.id, self.kind, self.organisation, self.span, self.madeOn) = (id, kind, organisation, span, madeOn)
  }

  /// Whether it was made, not ended and not expired by the end of that day.
  package func stood(on day: Day) -> Bool {
    madeOn <= day && (endedOn.map { day < $0 } ?? true) && (expiresOn.map { day < $0 } ?? true)
  }
  /// Its days as they were promised by then.
  package func promise(knownOn day: Day) -> PlanPromise {
    promises.last { $0.said <= day }
      ?? PlanPromise(said: madeOn, from: promises.first?.from ?? span.from, until: promises.first?.until ?? span.until)
  }
  /// How often the promise had been given another day by then.
  package func redatings(knownOn day: Day) -> Int {
    let said = promises.filter { $0.said <= day }
    return zip(said, said.dropFirst()).count { $0.from != $1.from }
  }
}

/// The days of a hold alone: what every cell of every plan is asked of, without the texts.
package struct HoldDays: Sendable, Hashable {
  package let madeOn: Day
  /// The first day by whose end it stood no more.
  package let over: Day?
  package let first: Promised
  /// Of every promise, in the order they were said.
  package let promises: [Promised]
  /// The first day that no promise of it ever reached: most holds of a plan are told to be over by this alone.
  let latest: Day
  package struct Promised: Sendable, Hashable {
    package let said: Day
    package let from: Day
    package let until: Day?
  }

  init(_ hold: PlanHold) {
    madeOn = hold.madeOn
    over = DaySpan.earlier(hold.endedOn, hold.expiresOn)
    promises = hold.promises.map { Promised(said: $0.said, from: $0.from, until: $0.until) }
    let begun = hold.promise(knownOn: Day(number: .min))
    first = Promised(said: begun.said, from: begun.from, until: begun.until)
    let endless = Day(number: .max)
    latest = promises.reduce(first.until ?? endless) { max($0, $1.until ?? endless) }
  }

  func stood(on day: Day) -> Bool { madeOn <= day && (over.map { day < $0 } ?? true) }

  /// The promise as it was known, and how often it had been given another day by then.
  func promise(knownOn day: Day) -> (promised: Promised, redatings: Int) {
    var found = first
    var (redatings, isFirst) = (0, true)
    for promise in promises where promise.said <= day {
      if !isFirst, promise.from != found.from { redatings += 1 }
      (found, isFirst) = (promise, false)
    }
    return (found, redatings)
  }
}
