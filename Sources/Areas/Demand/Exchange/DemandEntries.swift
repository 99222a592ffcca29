import Kernel

/// The lines of the files of demand, each checked for itself.
struct DemandEntries: Sendable {
  struct Parameter: Sendable {
    let name: String
    let from: Day
    let amount: Int
    let reference: String
  }
  struct File: Sendable {
    let key: String
    let organisation: String?
    let level: String?
    let facts: ApplicationFacts
    let received: Instant
    let score: Int64?
    let confirmed: Day?
    let asked: Day?
  }
  struct Step: Sendable {
    let application: String
    let at: Instant
    let move: ApplicationMove
    let by: String
    let reason: String
    let cause: LossCause?
  }
  struct Offer: Sendable {
    let key: String
    let application: String
    let hold: String?
    let cells: String
    let area: FloorArea
    let made: Instant
    let by: String
    let from: Day
    let expires: Day
    let rent: Money?
    let misfits: String
    let despite: String
    let ended: Instant?
    let how: OfferEnd?
    let endedBy: String?
    let reason: String
    let counts: Bool
    /// The code of a scheme.
    let scheme: String?
  }
  struct Past: Sendable {
    let key: String
    let received: Day
    let cells: Int
    let area: FloorArea?
    let kind: String?
    let earliest: Day
    let lost: Day?
    let cause: LossCause?
  }
  struct Session: Sendable {
    let key: String
    let day: Day
    let title: String
    /// Keys of persons.
    let members: [String]
    let meetingPlace: String
    let minutes: String
    let closed: Instant?
    let closedBy: String?
  }
  struct Item: Sendable {
    let session: String
    let application: String
    let decision: CommitteeDecision?
    let reasons: String
    let score: Int64?
    let decided: Instant?
    let by: String?
  }
  var parameters: [DemandLine<Parameter>] = []
  var files: [DemandLine<File>] = []
  var steps: [DemandLine<Step>] = []
  var offers: [DemandLine<Offer>] = []
  var past: [DemandLine<Past>] = []
  var sessions: [DemandLine<Session>] = []
  var items: [DemandLine<Item>] = []

  var count: Int { parameters.count + files.count + steps.count + offers.count + past.count + sessions.count + items.count }

  /// Throws a `Refusal` with every problem of every file.
  init(_ named: [String: [UInt8]]) throws {
    var reading = TableReading(named)
    parameters = DemandEntries.read(.parameters, &reading) { reader in
      let name = reader.requiredText("parameter", limit: 60)
      if !name.isEmpty, !DemandParameter.names.contains(name) { reader.problems.add("kernel.problem.choice", field: "parameter") }
      guard let from = reader.requiredDay("from"), let amount = reader.requiredInteger("amount", in: -1000...100_000) else { return nil }
      return Parameter(name: name, from: from, amount: amount, reference: reader.requiredText("reference", limit: 300))
    }
    files = DemandEntries.read(.applications, &reading) { reader in
      let (key, facts) = (reader.requiredText("key", limit: 100), reader.applicationFacts())
      guard let received = reader.momentOrDay("received") else { return nil }
      return File(
        key: key, organisation: reader.text("organisation", limit: 100), level: reader.text("level_key", limit: 100), facts: facts,
        received: received, score: reader.hundredths("score", limit: 100_00), confirmed: reader.day("confirmed"), asked: reader.day("asked")
      )
    }
    steps = DemandEntries.read(.moves, &reading) { reader in
      guard let at = reader.momentOrDay("at"), let move = reader.requiredChoice("move", of: ApplicationMove.self) else { return nil }
      return Step(
        application: reader.requiredText("application", limit: 100), at: at, move: move, by: reader.text("by", limit: 200) ?? "",
        reason: reader.text("reason", limit: 5000, lines: true) ?? "", cause: reader.choice("cause"))
    }
    offers = DemandEntries.read(.offers, &reading) { reader in
      let (ended, how) = (reader.momentOrDay("ended", required: false), reader.choice("how", of: OfferEnd.self))
      if (ended == nil) != (how == nil) { reader.problems.add("kernel.problem.missing", field: ended == nil ? "ended" : "how") }
      guard let made = reader.momentOrDay("made"), let from = reader.requiredDay("from"), let expires = reader.requiredDay("expires") else {
        return nil
      }
      return Offer(
        key: reader.requiredText("key", limit: 100), application: reader.requiredText("application", limit: 100),
        hold: reader.text("hold", limit: 100), cells: reader.requiredText("cells", limit: 2000),
        area: FloorArea(hundredths: reader.hundredths("area") ?? 0), made: made, by: reader.text("by", limit: 200) ?? "", from: from,
        expires: expires, rent: reader.money("rent"), misfits: reader.text("misfits") ?? "",
        despite: reader.text("despite", limit: 1000, lines: true) ?? "", ended: ended, how: how,
        endedBy: reader.text("ended_by", limit: 200),
        reason: reader.text("reason", limit: 1000, lines: true) ?? "", counts: reader.flag("counts"),
        scheme: reader.text("scheme", limit: 60))
    }
    past = DemandEntries.read(.wishes, &reading) { reader in
      let (lost, cause) = (reader.day("lost"), reader.choice("cause", of: LossCause.self))
      if (lost == nil) != (cause == nil) { reader.problems.add("kernel.problem.missing", field: lost == nil ? "lost" : "cause") }
      guard let received = reader.requiredDay("received"), let cells = reader.requiredInteger("cells", in: 1...500),
        let earliest = reader.requiredDay("earliest")
      else { return nil }
      return Past(
        key: reader.requiredText("key", limit: 100), received: received, cells: cells,
        area: reader.hundredths("area").map(FloorArea.init(hundredths:)), kind: reader.text("kind", limit: 40), earliest: earliest,
        lost: lost,
        cause: cause)
    }
    sessions = DemandEntries.read(.sessions, &reading) { reader in
      guard let day = reader.requiredDay("day") else { return nil }
      return Session(
        key: reader.requiredText("key", limit: 100), day: day, title: reader.requiredText("title", limit: 160),
        members: reader.requiredText("members", limit: 2000).split(separator: " ").map(String.init),
        meetingPlace: reader.text("meeting_place") ?? "", minutes: reader.text("minutes", limit: 20_000, lines: true) ?? "",
        closed: reader.momentOrDay("closed", required: false), closedBy: reader.text("closed_by"))
    }
    items = DemandEntries.read(.items, &reading) { reader in
      Item(
        session: reader.requiredText("session", limit: 100), application: reader.requiredText("application", limit: 100),
        decision: reader.choice("decision"), reasons: reader.text("reasons", limit: 5000, lines: true) ?? "",
        score: reader.hundredths("score", limit: 100_00), decided: reader.momentOrDay("decided", required: false), by: reader.text("by"))
    }
    try reading.problems.refuse()
  }

  private static func read<Value>(
    _ file: DemandFile, _ reading: inout TableReading, _ one: (inout InputReader) -> Value?
  ) -> [DemandLine<Value>] {
    let required = Array(file.columns.prefix(file.required))
    return reading.read(file.rawValue, required: required, optional: file.columns) { reader, place in
      one(&reader).map { DemandLine(value: $0, place: place.field) }
    }
  }
}
