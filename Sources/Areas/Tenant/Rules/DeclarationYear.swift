import Kernel

/// The civil year an organisation tells its figures of.
package struct DeclarationYear: Hashable, Sendable, CustomStringConvertible {
  package let number: Int
  package static let first = 2010

  package init(_ number: Int) { self.number = number }

  /// Nobody knows the figures of a year that has not begun.
  package static func isKnown(_ number: Int, on today: Day) -> Bool { (first...max(first, today.year)).contains(number) }

  /// The day the people are counted on: the last of the year, or today while it runs.
  package func counted(on today: Day) -> Day { min((Month(year: number, month: 12) + 1).first - 1, today) }

  /// Which year is asked first: the last one that is over and was not declared, else the running one.
  package static func asked(declared: Set<Int>, on today: Day) -> DeclarationYear {
    declared.contains(today.year - 1) || today.year - 1 < first ? DeclarationYear(today.year) : DeclarationYear(today.year - 1)
  }

  package var description: String { String(number) }
}
