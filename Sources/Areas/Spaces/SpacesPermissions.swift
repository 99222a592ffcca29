import Kernel

extension Permission {
  /// The names of all who rent, on the plan; without it, only of those listed in the directory. On the house it extends to all holds,
  /// on an organisation to its own: see `HoldSight`.
  package static let seeHolders = Permission("spaces.holders.see", Set(Role.allCases))
  /// On the house all rents; a resident and a school see what they pay themselves.
  package static let seeRents = Permission("spaces.rents.see", [.director, .development, .rental, .funder, .school, .resident])
  /// Why something was promised, changed or given back.
  package static let seeReasons = Permission("spaces.reasons.see", [.director, .development, .rental, .school, .resident])
  /// Options, offers, lets, works.
  package static let writeHolds = Permission("spaces.holds.write", [.director, .development, .rental])
  /// Buildings, levels, cells, list rents, head leases.
  package static let editPlan = Permission("spaces.plan.edit", [.director, .rental])
  /// How many people an organisation has in the house; residents and schools say it of their own.
  package static let countPeople = Permission("spaces.headcount.set", [.director, .development, .rental, .school, .resident])
  package static let writeMilestones = Permission("spaces.milestones.write", [.director, .development])
  package static let exchangePlan = Permission("spaces.exchange", [.director, .rental])

  package static let ofSpaces: [Permission] = [
    seeHolders, seeRents, seeReasons, writeHolds, editPlan, countPeople, writeMilestones, exchangePlan,
  ]
}
