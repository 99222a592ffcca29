import Kernel
import Store

/// The clause of the index an amendment leaves, or none.
package struct IndexChange: Sendable, Hashable {
  package var clause: IndexClause?
  /// The first revision under it; nil: as many months after the day of the amendment as lie between two.
  package var day: Day?

  package init(_ clause: IndexClause?, firstRevision day: Day? = nil) {
    (self.clause, self.day) = (clause, clause == nil ? nil : day)
  }

  /// What a form and a file say of it.
  package enum Name: String, Sendable, CaseIterable, Bindable, Fetchable {
    case none
    case ilc = "ILC"
    case ilat = "ILAT"
    package var index: RentIndex? { RentIndex(rawValue: rawValue) }
  }
  package var name: Name { (clause?.index).flatMap { Name(rawValue: $0.rawValue) } ?? .none }

  /// nil of an amendment that left the index alone.
  static func read(_ row: Row) throws -> IndexChange? {
    let name: Name? = try row.get("index_name")
    guard let name else { return nil }
    guard let index = name.index else { return IndexChange(nil) }
    let clause = IndexClause(
      index, base: try row.get("index_base"), try row.get("index_comparison"), tunnel: try row.get("tunnel"),
      isSmallFirm: try row.get("small_firm"))
    return IndexChange(clause, firstRevision: try row.get("index_day"))
  }
}

extension Lease {
  /// The clauses of the index one after the other; days without any are left out.
  package func indexPeriods(_ amended: [AmendedTerms]) -> [IndexPeriod] {
    var found: [IndexPeriod] = []
    var state = (from: from, terms: terms, isAmended: false)
    func close(before until: Day?) {
      if let clause = state.terms.index, until.map({ state.from < $0 }) ?? true {
        found.append(
          IndexPeriod(
            clause, from: state.from, until: until, first: state.terms.indexDay, every: state.terms.indexMonths, isAmended: state.isAmended)
        )
      }
    }
    for change in amended where change.index != nil {
      close(before: change.from)
      state = (change.from, change.applied(to: state.terms), true)
    }
    close(before: nil)
    return found
  }
}

extension LeaseFacts {
  package var indexPeriods: [IndexPeriod] { lease.indexPeriods(amended) }
  /// The clause in force on a day.
  package func indexPeriod(on day: Day) -> IndexPeriod? { indexPeriods.last { $0.holds(on: day) } }
}

extension LeasingTables {
  static let amendedIndex = Migration(
    "leasing 013: the index as amendments left it",
    """
    ALTER TABLE lease_terms ADD COLUMN index_name TEXT CHECK (index_name IN ('none', 'ILC', 'ILAT'))
    ;;
    ALTER TABLE lease_terms ADD COLUMN index_base TEXT
    ;;
    ALTER TABLE lease_terms ADD COLUMN index_comparison TEXT CHECK (index_comparison IN ('same', 'latest'))
    ;;
    ALTER TABLE lease_terms ADD COLUMN index_day TEXT
    ;;
    ALTER TABLE lease_terms ADD COLUMN tunnel BIGINT CHECK (tunnel > 0)
    ;;
    ALTER TABLE lease_terms ADD COLUMN small_firm BIGINT CHECK (small_firm IN (0, 1))
    """)
}
