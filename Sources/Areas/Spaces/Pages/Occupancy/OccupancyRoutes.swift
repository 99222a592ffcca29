import Kernel
import Web

/// The occupancy by month: page, table, JSON. Everybody sees it; the rents only those who see rents.
package struct OccupancyRoutes: Sendable {
  let shelf: PlanShelf

  private static let fields: [QueryField] = [.year("first"), .year("last")]

  package var routes: [Route] {
    [
      .get("/occupancy", .open, page).asking(Self.fields), .get("/occupancy.csv", .open, csv).asking(Self.fields),
      .get("/api/occupancy", .open, json).asking(Self.fields),
    ]
  }

  private func page(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    let timeline = snapshot.timeline
    let sight = PlanSight(visit.viewer)
    let ask = OccupancyAsk(visit.query, in: snapshot)
    let months = ask.months(of: snapshot)
    let words = PlanWords(visit.texts, visit.language)
    let measures = OccupancyMeasure.seen(with: sight)
    let today = OccupancyMonth(
      day: visit.today, figures: timeline.occupancy(on: visit.today) { ask.part.contains($0, in: timeline) })
    let plan = { (day: Day) in OccupancyRoutes.plan(day, ask.part, timeline) }
    var shown = visit
    shown.problems = OccupancyAsk.problems(of: visit, in: snapshot).items
    return .page(
      OccupancyPage(
        title: visit.text("spaces.months.title"), lead: name(of: ask.part, timeline, visit), fields: fields(ask, snapshot, shown),
        csvPath: ask.path("/occupancy.csv", in: timeline), figures: measures.map { figure($0, today, words, isPart: ask.part != .whole) },
        rateSVG: RateChart(months, measures, today: visit.today, words).text(path: plan),
        stateSVG: StateChart(months, today: visit.today, words).text(path: plan),
        columns: measures.map { words.text("spaces.occupancy.by.\($0.rawValue)") },
        lines: months.map { month in
          OccupancyPage.Line(
            month: words.month(month.day.month), path: plan(month.day), isToday: month.day.month == visit.today.month,
            shares: measures.map { measure in
              let share = month.share(measure)
              return OccupancyPage.Cell(percentage: words.percentage(share.percentage), outOf: outOf(measure, share, words))
            }, options: words.count(month.figures.optionCells), offers: words.count(month.figures.offerCells),
            closed: words.count(month.figures.outOfService), promised: words.count(month.figures.promisedCells))
        })
    ).refusing(shown)
  }

  private func figure(_ measure: OccupancyMeasure, _ today: OccupancyMonth, _ words: PlanWords, isPart: Bool) -> OccupancyPage.Figure {
    let share = today.share(measure)
    let key = measure.rawValue
    return OccupancyPage.Figure(
      name: words.text("spaces.occupancy.by.\(key)"), value: words.percentage(share.percentage),
      outOf: words.text(
        "spaces.occupancy.outOf.\(key)", ["part": amount(measure, share.part, words), "whole": amount(measure, share.whole, words)]),
      definition: words.text("spaces.occupancy.definition.\(key)")
        + (isPart && measure == .people ? " " + words.text("spaces.months.peopleInParts") : ""))
  }

  private func outOf(_ measure: OccupancyMeasure, _ share: Occupancy.Share, _ words: PlanWords) -> String {
    if share.whole == 0 { return "" }
    return words.text("spaces.months.outOf", ["part": amount(measure, share.part, words), "whole": amount(measure, share.whole, words)])
  }

  /// Whole m² and whole euros.
  private func amount(_ measure: OccupancyMeasure, _ number: Int64, _ words: PlanWords) -> String {
    switch measure {
    case .cells, .people: words.count(number)
    case .area: words.area(FloorArea(hundredths: (number + 50) / 100 * 100))
    case .money: words.money(Money(cents: (number + 50) / 100 * 100))
    }
  }

  private static func plan(_ day: Day, _ part: HousePart, _ timeline: Timeline) -> String {
    guard case .level(let place) = part else { return "/plan?day=\(day)" }
    return "/plan?day=\(day)&level=" + percentEncoded(timeline.levels[place].key)
  }

  private func name(of part: HousePart, _ timeline: Timeline, _ visit: Visit) -> String {
    switch part {
    case .whole: visit.text("spaces.plan.whole")
    case .building(let place): timeline.buildings[place].name
    case .level(let place): "\(timeline.buildings[timeline.levels[place].building].name), \(timeline.levels[place].name)"
    }
  }

  private func fields(_ ask: OccupancyAsk, _ snapshot: PlanSnapshot, _ visit: Visit) -> [Field] {
    let years = (snapshot.range.first.year...snapshot.range.last.year).map { Field.Option(String($0), String($0)) }
    return [
      visit.field(
        "part", .select, label: "spaces.find.part", value: ask.part.text(in: snapshot.timeline),
        groups: PartOptions(snapshot.timeline, visit).groups),
      visit.field("first", .select, label: "spaces.months.first", value: String(ask.first), options: years, width: "short"),
      visit.field("last", .select, label: "spaces.months.last", value: String(ask.last), options: years, width: "short"),
    ]
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    try OccupancyAsk.problems(of: visit, in: snapshot).refuse()
    let ask = OccupancyAsk(visit.query, in: snapshot)
    let measures = OccupancyMeasure.seen(with: PlanSight(visit.viewer))
    let heads = measures.flatMap { measure in
      ["share", "part", "whole"].map {
        "\(visit.text("spaces.occupancy.by.\(measure.rawValue)")) · " + visit.text("spaces.months.column.\($0)")
      }
    }
    let rows = ask.months(of: snapshot).map { month in
      [month.day.month.description]
        + measures.flatMap { measure -> [String] in
          let share = month.share(measure)
          let percentage = share.percentage.map { visit.format.typed(FloorArea(hundredths: $0.basisPoints)) } ?? ""
          return [percentage, plain(measure, share.part, visit), plain(measure, share.whole, visit)]
        }
        + [month.figures.optionCells, month.figures.offerCells, month.figures.outOfService, month.figures.promisedCells].map { String($0) }
    }
    return .csv(
      [visit.text("spaces.months.column.month")] + heads
        + ["options", "offers", "closed", "promised"].map { visit.text("spaces.months.column.\($0)") },
      rows, name: "occupancy-\(visit.today).csv")
  }

  private func plain(_ measure: OccupancyMeasure, _ number: Int64, _ visit: Visit) -> String {
    switch measure {
    case .cells, .people: String(number)
    case .area, .money: visit.format.typed(FloorArea(hundredths: number))
    }
  }

  private func json(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    try OccupancyAsk.problems(of: visit, in: snapshot).refuse()
    let ask = OccupancyAsk(visit.query, in: snapshot)
    let sight = PlanSight(visit.viewer)
    return .json(
      OccupancySeriesJSON(
        part: ask.part.text(in: snapshot.timeline), months: ask.months(of: snapshot).map { OccupancyJSON($0.day, $0.figures, sight) }))
  }
}

/// The series of `/api/occupancy`, one entry for the first day of each month.
struct OccupancySeriesJSON: Encodable, Sendable {
  /// Empty for the whole house.
  let part: String
  let months: [OccupancyJSON]
}
