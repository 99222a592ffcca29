import Kernel

/// The classes a cell is drawn with: what it is, and the colour of what the plan is coloured by.
package struct CellPaint: Sendable {
  package let timeline: Timeline
  package let sight: PlanSight
  package let colour: PlanColour
  private let activities: [String: Int]

  /// So many hues, each in three tones, are told apart in both themes.
  static let hues = 24

  package init(_ timeline: Timeline, _ sight: PlanSight, _ colour: PlanColour) {
    (self.timeline, self.sight) = (timeline, sight)
    self.colour = colour == .rent && !sight.rents ? .holder : colour
    activities = colour == .activity ? CellPaint.activities(timeline, sight) : [:]
  }

  private static func activities(_ timeline: Timeline, _ sight: PlanSight) -> [String: Int] {
    let names = Set(timeline.holders.filter { sight.sees($0) }.compactMap(\.activity)).sorted()
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// The hold whose holder is drawn: the one that keeps the cell, or the promise for it before the opening.
  package func shown(_ fact: CellFact) -> Int? { fact.hold ?? (fact.isPromised ? fact.next?.hold : nil) }

  /// The holder of what is shown, when its name may be seen.
  package func holder(of fact: CellFact) -> Int? {
    shown(fact).flatMap { sight.holder(ofHold: $0, in: timeline) }
  }

  /// A name for what the colour stands for, with its class; nil where the state alone colours.
  package func meaning(of fact: CellFact) -> (name: Meaning, css: String)? {
    switch colour {
    case .state: return nil
    case .kind:
      let kind = timeline.cells[fact.cell].kind
      return kind.isLettable ? (.kind(kind), "k-\(kind.rawValue)") : nil
    case .holder:
      guard let organisation = holder(of: fact) else { return nil }
      return (.holder(organisation), CellPaint.hue(organisation))
    case .activity:
      guard let organisation = holder(of: fact), let activity = timeline.holders[organisation].activity, let place = activities[activity]
      else { return nil }
      return (.activity(activity), CellPaint.hue(place))
    case .rent:
      let area = timeline.cells[fact.cell].area
      guard let rent = fact.rent, area.hundredths > 0 else { return nil }
      // Cents a month over hundredths of m²: euros a year and m² are 12 times that.
      let step = CellPaint.rentStep(rent.cents * 12 / area.hundredths)
      return (.rent(step), "r\(step)")
    }
  }

  package enum Meaning: Hashable, Sendable {
    case holder(Int), kind(CellKind), activity(String), rent(Int)
  }

  /// Steps of the rent in euros a year and m²: below 80, 110, 140, 170, and above.
  static let rentLimits: [Int64] = [80, 110, 140, 170]
  static func rentStep(_ euros: Int64) -> Int { rentLimits.count { $0 <= euros } }

  /// Neighbours in the order of arrival get hues far apart; after each round the tone changes.
  static func hue(_ place: Int) -> String { hueClasses[place % hueClasses.count] }
  private static let hueClasses = (0..<hues * 3).map { "h\($0 * 7 % hues) t\($0 / hues)" }
}
