import Kernel
import Store

extension RentIndex: Bindable, Fetchable {}
extension Quarter: Bindable, Fetchable {
  package var value: Value { .text(description) }
  package init?(_ value: Value) {
    guard let text = value.text, let quarter = Quarter(text) else { return nil }
    self = quarter
  }
}

/// A published value with where it was read.
package struct IndexValue: RowReadable, Sendable, Hashable {
  package let point: IndexPoint
  package let source: String
  /// Read in one place only.
  package let isSingleSource: Bool
  package let addedAt: Instant
  package let addedBy: String

  package init(row: Row) throws {
    point = IndexPoint(
      try row.get("index_name"), try row.get("quarter"), try row.get("hundredths"), publishedOn: try row.get("published_on"))
    source = try row.get("source")
    isSingleSource = try row.get("single_source")
    addedAt = try row.get("added_at")
    addedBy = try row.get("added_by")
  }
}

extension Transaction {
  /// Newest first.
  package borrowing func indexValues(of index: RentIndex? = nil) throws -> [IndexValue] {
    try all(
      "SELECT * FROM index_values WHERE index_name = \(index) OR \(index) IS NULL ORDER BY quarter DESC, index_name")
  }
  package borrowing func indexValue(_ index: RentIndex, _ quarter: Quarter) throws -> IndexValue? {
    try one("SELECT * FROM index_values WHERE index_name = \(index) AND quarter = \(quarter)")
  }
  package borrowing func indexCeilings() throws -> [IndexCeiling] {
    try rows("SELECT * FROM index_ceilings ORDER BY index_name, first_quarter").map { row in
      IndexCeiling(
        try row.get("index_name"), try row.get("first_quarter"), try row.get("last_quarter"), most: try row.get("most"),
        onlySmallFirms: try row.get("small_firms"), reference: try row.get("reference"))
    }
  }
}
