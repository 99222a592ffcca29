/// What is left of a resident's request for more cells, once some of it came about: see docs/scenarios.md.
package enum GrowthAsked {
  /// - Parameters:
  ///   - then: cells it had on the day it asked.
  ///   - most: the most that it has from today on, by what is agreed.
  ///   - promised: cells it was offered or promised since.
  /// - Returns: cells still to be found; 0 when it has been answered.
  package static func left(of asked: Int, then: Int, most: Int, promised: Int) -> Int { max(0, asked - max(0, most - then) - promised) }
}
