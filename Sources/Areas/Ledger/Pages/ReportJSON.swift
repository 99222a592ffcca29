import Kernel

/// A report for programs: each row an object of its columns, amounts in cents.
package struct ReportJSON: Encodable, Sendable {
  let entity: OrganisationID?
  package let rows: [ReportRowJSON]

  package init(_ report: Report, of entity: OrganisationID?) {
    self.entity = entity
    rows = report.rows.map { ReportRowJSON(columns: report.columns, row: $0) }
  }
}

package struct ReportRowJSON: Encodable, Sendable {
  let columns: [Report.Column]
  let row: Report.Row

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Name.self)
    try object.encode(row.kind.rawValue, forKey: Name("row"))
    for (column, cell) in zip(columns, row.cells) {
      switch cell {
      case .none: continue
      case .text(let text): try object.encode(text, forKey: Name(column.key))
      case .link(let text, let path):
        try object.encode(text, forKey: Name(column.key))
        // An entry is read again by its identity.
        let parts = path.split(separator: "/")
        if parts.dropLast().last == "entries", let id = parts.last { try object.encode(String(id), forKey: Name("entry")) }
      case .key(let key), .way(let key, _):
        try object.encode(key.split(separator: ".").last.map(String.init) ?? key, forKey: Name(column.key))
      case .day(let day): try object.encode(day, forKey: Name(column.key))
      case .money(let money): try object.encode(money, forKey: Name(column.key + "Cents"))
      case .number(let number): try object.encode(number, forKey: Name(column.key))
      case .rate(let rate): try object.encode(rate.basisPoints, forKey: Name(column.key + "BasisPoints"))
      case .value(let fact):
        try object.encode(fact.value, forKey: Name(column.key))
        try object.encode(fact.parameter.unit.rawValue, forKey: Name("unit"))
      }
    }
  }
}
