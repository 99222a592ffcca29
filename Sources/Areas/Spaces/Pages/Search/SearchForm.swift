import Kernel
import Web

/// The fields of a search, with what was typed and what is wrong with it.
struct SearchForm: Sendable {
  /// With what is wrong with the question.
  let visit: Visit
  private let ask: SearchAsk
  private let snapshot: PlanSnapshot
  private let sight: PlanSight
  private var timeline: Timeline { snapshot.timeline }
  private var typed: Input { visit.query }

  init(_ visit: Visit, _ ask: SearchAsk, _ snapshot: PlanSnapshot, _ sight: PlanSight) {
    var visit = visit
    visit.problems = ask.problems
    (self.visit, self.ask, self.snapshot, self.sight) = (visit, ask, snapshot, sight)
  }

  var size: [Field] {
    [
      visit.field("count", .number, label: "spaces.find.count", value: typed["count"], hint: "spaces.find.countHint"),
      visit.field("area", .area, label: "spaces.find.area", value: typed["area"], hint: "spaces.find.areaHint"),
      visit.field(
        "from", .date, label: "spaces.find.from", value: typed["from"].isEmpty ? ask.from.description : typed["from"],
        hint: "spaces.find.fromHint"),
      visit.field("last", .date, label: "spaces.find.last", value: typed["last"], hint: "spaces.find.lastHint"),
    ]
  }

  var place: [Field] {
    [
      visit.field("part", .select, label: "spaces.find.part", value: typed["part"], groups: PartOptions(timeline, visit).groups),
      visit.field(
        "near", .text, label: "spaces.find.near", value: typed["near"], hint: "spaces.find.nearHint", suggestions: suggestions),
    ]
  }

  var needs: [Field] {
    let zones = NoiseZone.allCases.filter { $0 != .machines }.map {
      Field.Option(String($0.rawValue), visit.text("spaces.find.noiseAtMost.\($0.rawValue)"))
    }
    return [
      visit.field(
        "noise", .select, label: "spaces.find.noise", value: typed["noise"],
        options: [Field.Option("", visit.text("spaces.find.noiseAny"))] + zones),
      visit.box("window", label: "spaces.find.window", ticked: InputReader(typed).flag("window")),
    ]
  }

  var kinds: [SearchPage.Kind] {
    let chosen = Set(typed.all("kind"))
    return CellKind.allCases.filter(\.isLettable).map {
      SearchPage.Kind(value: $0.rawValue, label: visit.text("spaces.plan.kind.\($0.rawValue)"), isChosen: chosen.contains($0.rawValue))
    }
  }
  var kindProblem: String? { visit.problemText(of: "kind") }

  /// Organisations that have cells on the day and may be named.
  private var suggestions: [String] {
    var isPresent = [Bool](repeating: false, count: timeline.holders.count)
    for cell in timeline.cells.indices {
      guard let kept = timeline.occupation(of: cell, on: ask.from) else { continue }
      if let organisation = sight.holder(ofHold: kept.hold, in: timeline) { isPresent[organisation] = true }
    }
    return snapshot.holdersByName.filter { isPresent[$0] }.map { timeline.holders[$0].name }
  }
}

/// The house, its buildings and their levels as a choice.
struct PartOptions: Sendable {
  let groups: [Field.OptionGroup]

  init(_ timeline: Timeline, _ visit: Visit) {
    let whole = Field.OptionGroup(nil, [Field.Option("", visit.text("spaces.plan.whole"))])
    groups =
      [whole]
      + timeline.buildings.indices.map { building in
        let all = Field.Option(
          HousePart.building(building).text(in: timeline),
          visit.text("spaces.find.wholeBuilding", ["building": timeline.buildings[building].name]))
        let levels = timeline.levels.indices.filter { timeline.levels[$0].building == building }
        return Field.OptionGroup(
          timeline.buildings[building].name,
          [all] + levels.map { Field.Option(HousePart.level($0).text(in: timeline), timeline.levels[$0].name) })
      }
  }
}
