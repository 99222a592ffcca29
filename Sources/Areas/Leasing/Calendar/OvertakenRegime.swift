import Kernel
import Spaces
import Store

/// A building that opts for VAT, or ends its option, binds no lease that runs: each needs an amendment (docs/leasing.md, "VAT").
enum OvertakenRegime {
  /// The first day on which the premises and the lease disagree, by the last change of the building that the lease has not taken up. Equipped
  /// premises (*compulsory*) are taxed whatever the building is, and what was agreed when the building was so already is agreed.
  ///
  /// - Parameters:
  ///   - changes: of the building, by day.
  ///   - terms: those of the lease on a day.
  static func day(_ changes: [(from: Day, regime: VATRegime)], of span: DaySpan, today: Day, terms: (Day) -> VATRegime) -> Day? {
    for (place, change) in changes.enumerated() where change.from > span.from {
      let next = place + 1 < changes.count ? changes[place + 1].from : nil
      let until = [next, span.until].compactMap(\.self).min()
      guard change.from < until ?? .distant, today < until ?? .distant else { continue }
      // An amendment comes on the first of a month, perhaps some months later: what counts is how the lease ends up.
      let last = until.map { $0 - 1 } ?? .distant
      switch (change.regime, terms(last)) {
      case (.option, .exempt), (.exempt, .option): return change.from
      default: continue
      }
    }
    return nil
  }
}

extension Day {
  fileprivate static let distant = Month(year: 9000, month: 1).first
}

extension Transaction {
  /// Every lease whose VAT is to be amended.
  package borrowing func vatToAmend(on today: Day) throws -> [Obligation] {
    let regimes = Dictionary(grouping: try premisesRegimes(), by: \.building)
    let first: Day? = try value("SELECT MIN(from_day) FROM leases WHERE signed_at IS NOT NULL")
    guard let first, regimes.values.joined().contains(where: { $0.from > first }) else { return [] }
    let services = Set(try schemeVersions().filter { $0.terms.vat == .compulsory }.map(\.id))
    return try leasesListed(within: .everything, on: today).filter { !services.contains($0.lease.version) }.flatMap {
      try overtaken($0, regimes, on: today)
    }.inOrder
  }

  /// That the VAT of a lease is to be amended; nothing where it follows its building.
  borrowing func overtaken(_ listed: LeaseListed, _ regimes: [ID<Building>: [PremisesRegime]], on today: Day) throws -> [Obligation] {
    let lease = listed.lease
    guard [.upcoming, .running, .noticed].contains(listed.state), let span = lease.span, !regimes.isEmpty,
      let cell = try cells(of: lease.id).first, let building = try level(cell.level)?.building, let changes = regimes[building],
      changes.contains(where: { $0.from > span.from })
    else { return [] }
    let amended = try amendedTerms(of: lease.id)
    let day = OvertakenRegime.day(changes.map { ($0.from, $0.regime) }, of: span, today: today) { day in
      amended.last { $0.from <= day }?.regime ?? lease.terms.regime
    }
    guard let day else { return [] }
    return [
      Obligation(
        .vat, on: day, of: lease.subject, path: "/leases/\(lease.id)#deed-amendment", title: lease.number, tenant: listed.tenant,
        cells: listed.cells)
    ]
  }
}
