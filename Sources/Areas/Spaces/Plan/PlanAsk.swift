import Kernel
import Web

/// What of the plan is asked for: read from the query leniently, since an address may be typed, old or cut.
package struct PlanAsk: Hashable, Sendable {
  package enum View: String, Sendable, CaseIterable {
    case plan, table
  }
  /// nil is the whole house.
  package let level: Int?
  package let day: Day
  package let colour: PlanColour
  package let view: View
  /// The column a table is sorted by, with `-` before it the other way round.
  package let sort: String

  package init(level: Int?, day: Day, colour: PlanColour = .holder, view: View = .plan, sort: String = "code") {
    (self.level, self.day, self.colour, self.view, self.sort) = (level, day, colour, view, sort)
  }

  /// A day outside the range of the house becomes the nearest inside. `month` (as the slider sends it) is the number of months since year 0.
  package init(_ query: Input, in snapshot: PlanSnapshot, today: Day) {
    let range = snapshot.range
    let month = Int(query["month"]).map { Month(number: min(max($0, range.first.number), range.last.number)).first }
    let day = month ?? Day(query["day"]) ?? Month(query["day"])?.first ?? today
    level = snapshot.timeline.level(key: query["level"])
    self.day = min(max(day, range.first.first), range.last.span.last ?? day)
    colour = PlanColour(rawValue: query["colour"]) ?? .holder
    view = View(rawValue: query["view"]) ?? .plan
    let bare = query["sort"].hasPrefix("-") ? String(query["sort"].dropFirst()) : query["sort"]
    sort = FactTable.Column(rawValue: bare) == nil ? "code" : query["sort"]
  }

  /// What of the query cannot be shown as it was asked: the page says so above the nearest there is, a table or JSON is refused.
  static func problems(of query: Input, in snapshot: PlanSnapshot) -> Problems {
    var problems = Problems()
    let (range, asked) = (snapshot.range, query["day"])
    if !asked.isEmpty, query["month"].isEmpty {
      let (first, last) = (range.first.first, range.last.span.last ?? range.last.first)
      if let day = Day(asked) ?? Month(asked)?.first {
        if day < first || day > last {
          let days = ["day": day.description, "first": first.description, "last": last.description]
          problems.add("spaces.plan.strange.far", field: "day", days)
        }
      } else {
        problems.add("spaces.plan.strange.day", field: "day", ["asked": String(asked.prefix(40))])
      }
    }
    if !query["level"].isEmpty, snapshot.timeline.level(key: query["level"]) == nil {
      problems.add("spaces.plan.strange.level", field: "level", ["asked": String(query["level"].prefix(40))])
    }
    return problems
  }

  /// The address of this plan, or of its part or table as CSV.
  package func path(_ base: String = "/plan", in timeline: Timeline) -> String {
    var path = base + "?day=\(day)"
    if let level { path += "&level=" + percentEncoded(timeline.levels[level].key) }
    if colour != .holder { path += "&colour=\(colour.rawValue)" }
    if view != .plan { path += "&view=\(view.rawValue)" }
    if sort != "code" { path += "&sort=\(sort)" }
    return path
  }

  package func with(day: Day) -> PlanAsk { PlanAsk(level: level, day: day, colour: colour, view: view, sort: sort) }
  package func with(level: Int?) -> PlanAsk { PlanAsk(level: level, day: day, colour: colour, view: view, sort: sort) }
  package func with(view: View) -> PlanAsk { PlanAsk(level: level, day: day, colour: colour, view: view, sort: sort) }
  package func with(sort: String) -> PlanAsk { PlanAsk(level: level, day: day, colour: colour, view: .table, sort: sort) }
}
