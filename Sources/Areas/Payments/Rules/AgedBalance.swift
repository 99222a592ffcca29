import Kernel

/// How old what is owed is, by its due day.
package enum Age: String, Sendable, CaseIterable {
  case notDue, upTo30, upTo60, upTo90, over90

  package static func of(due: Day, on day: Day) -> Age {
    switch day - due {
    case ...0: .notDue
    case 1...30: .upTo30
    case 31...60: .upTo60
    case 61...90: .upTo90
    default: .over90
    }
  }
}

/// What one customer owes one entity, by age. Credits not yet used stand apart, so that they hide nothing.
package struct AgedLine: Hashable, Sendable {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let byAge: [Age: Money]
  /// What stands to the customer's credit, positive.
  package let credit: Money

  package init(entity: OrganisationID, customer: OrganisationID, items: [(due: Day, open: Money)], on day: Day) {
    (self.entity, self.customer) = (entity, customer)
    var byAge: [Age: Money] = [:]
    var credit = Money.zero
    for item in items {
      if item.open < .zero { credit = credit - item.open } else { byAge[Age.of(due: item.due, on: day), default: .zero] += item.open }
    }
    (self.byAge, self.credit) = (byAge, credit)
  }

  package func amount(_ age: Age) -> Money { byAge[age] ?? .zero }
  package var owed: Money { byAge.values.reduce(.zero, +) }
  package var late: Money { owed - amount(.notDue) }
  package var balance: Money { owed - credit }
}
