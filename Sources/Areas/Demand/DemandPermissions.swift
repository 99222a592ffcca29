import Kernel

extension Permission {
  /// Application files, the waiting list and offers; reading, and keeping them.
  package static let keepFiles = Permission("demand.files.keep", [.director, .development, .rental, .incubation])
  /// Who comes to see the house and when; whether they came.
  package static let seeVisits = Permission("demand.visits.see", [.director, .development, .rental, .incubation, .reception])
  package static let planVisits = Permission("demand.visits.plan", [.director, .development, .rental, .incubation])
  /// Call the committee, write its decisions and its minutes. Its members score by being members.
  package static let decideFiles = Permission("demand.files.decide", [.director, .development, .rental, .incubation])
  package static let makeOffers = Permission("demand.offers.make", [.director, .development, .rental])
  /// The weights and the limits, from a day on.
  package static let setDemandRules = Permission("demand.rules.set", [.director])
  /// What could not be served: counts, no names.
  package static let seeUnmetDemand = Permission("demand.unmet.see", [.director, .development, .rental, .incubation, .funder])
  package static let importDemand = Permission("demand.import", [.director])

  package static let ofDemand: [Permission] = [
    keepFiles, seeVisits, planVisits, decideFiles, makeOffers, setDemandRules, seeUnmetDemand, importDemand,
  ]
}
