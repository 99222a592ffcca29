import Kernel

/// A figure that the law or a public bank sets and changes: kept with its first day, never written into the program.
package enum Parameter: String, Sendable, CaseIterable {
  case vatStandard = "vat.standard"
  case vatIntermediate = "vat.intermediate"
  case vatReduced = "vat.reduced"
  case vatSpecial = "vat.special"
  /// Main refinancing rate of the European Central Bank on the first day of the half-year.
  case centralBank = "late.central-bank"
  /// Points added to it, where the terms say nothing else.
  case lateMargin = "late.margin"
  /// How many times the legal rate is the least that may be agreed.
  case lateFloor = "late.floor"
  case lateIndemnity = "late.indemnity"
  case legalProfessional = "legal.professional"
  case legalPrivate = "legal.private"
  /// Guarantees of premises for commerce: months of rent at most.
  case depositCap = "deposit.cap"
  case mandateLapse = "mandate.lapse"
  case collectionNotice = "collection.notice"
  /// The day of the next year by which charges are settled, as month times hundred plus day.
  case settlementDay = "charges.settlement-day"
  /// How many years a claim may be asked for.
  case limitationProfessional = "limitation.professional"
  case limitationConsumer = "limitation.consumer"
  case limitationPublic = "limitation.public"
  case booksKept = "books.kept"
  case taxPapersKept = "tax-papers.kept"

  package enum Unit: String, Sendable {
    /// Basis points.
    case rate
    case cents, times, months, days, years
    case yearDay = "year-day"
  }

  package var unit: Unit {
    switch self {
    case .vatStandard, .vatIntermediate, .vatReduced, .vatSpecial, .centralBank, .lateMargin, .legalProfessional, .legalPrivate: .rate
    case .lateIndemnity: .cents
    case .lateFloor: .times
    case .depositCap, .mandateLapse: .months
    case .collectionNotice: .days
    case .settlementDay: .yearDay
    case .booksKept, .taxPapersKept, .limitationProfessional, .limitationConsumer, .limitationPublic: .years
    }
  }

  /// Set anew for each half-year: a value serves from 1 January or 1 July until the next of these days, and no longer.
  package var isHalfYearly: Bool { [.centralBank, .legalProfessional, .legalPrivate].contains(self) }

  /// The half-year a day lies in.
  package static func halfYear(of day: Day) -> DaySpan {
    let from = day.month.month <= 6 ? Month(year: day.year, month: 1) : Month(year: day.year, month: 7)
    return DaySpan(from: from.first, until: (from + 6).first)
  }
}

/// What a parameter is from a day on, with the text that says so.
package struct ParameterFact: Sendable, Hashable {
  package let parameter: Parameter
  package let from: Day
  /// In the unit of the parameter.
  package let value: Int64
  /// The article of law or the decision.
  package let reference: String
  /// Where it was read.
  package let source: String
  /// Whether it was read in the text itself or in two independent places; what is not, says so wherever it is used.
  package let isVerified: Bool

  package init(_ parameter: Parameter, from: Day, value: Int64, reference: String, source: String, isVerified: Bool) {
    (self.parameter, self.from, self.value) = (parameter, from, value)
    (self.reference, self.source, self.isVerified) = (reference, source, isVerified)
  }

  package var rate: Percentage { Percentage(basisPoints: value) }
  package var amount: Money { Money(cents: value) }

  /// Whether the value of a half-year is used past its end, as when nobody has entered the next.
  package func isOutdated(on day: Day) -> Bool { parameter.isHalfYearly && !Parameter.halfYear(of: from).contains(day) }
}

/// The rate of interest for late payment between professionals (C. com. L441-10): that of the central bank and the margin, but no less than
/// the floor times the legal rate.
package struct LateRate: Sendable, Hashable {
  package let centralBank: ParameterFact
  package let margin: ParameterFact
  package let legal: ParameterFact
  package let floor: ParameterFact

  package var rate: Percentage {
    Percentage(basisPoints: max(centralBank.value + margin.value, floor.value * legal.value))
  }
  package var facts: [ParameterFact] { [centralBank, margin, legal, floor] }
}
