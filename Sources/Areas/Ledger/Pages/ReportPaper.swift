import Kernel
import Paper
import People
import Web

/// A report on paper, in the name of the legal entity whose books they are.
struct ReportPaper {
  let report: Report
  let title: String
  /// `from 1 to 31 May 2026`, and who it is about.
  let about: [String]
  let entity: Organisation?
  /// Who writes where it is of no entity.
  let houseName: String
  let words: ReportWords
  let now: Instant
  let house: HouseTime

  var document: Document {
    var blocks: [Block] = [.heading(Words(title), level: 1)]
    blocks += about.map { .paragraph(Words($0)) }
    blocks.append(.table(table))
    if report.rows.isEmpty { blocks.append(.paragraph(Words(words.text("ledger.report.empty")))) }
    blocks += report.notes.map { .note(Words(words.text($0))) }
    return Document(
      title: title, language: words.format.language, author: name, made: now,
      letterhead: Letterhead(name: name, lines: address.map { Words($0) }),
      body: blocks, footer: Footer([Words(footer)], numbering: words.text("ledger.paper.page")),
      isAcross: report.columns.count > 6)
  }

  private var name: String { entity?.facts.legalName ?? houseName }
  private var address: [String] {
    guard let address = entity?.facts.address, !address.isEmpty else { return [] }
    return address.lines + [address.cityLine].compactMap(\.self)
  }
  private var footer: String {
    let made = words.text("ledger.paper.made", ["moment": words.format.moment(now, in: house)])
    return [name, entity?.facts.siren.map { words.text("ledger.paper.siren", ["siren": $0]) }, made].compactMap(\.self).joined(
      separator: " · ")
  }

  private var table: Table {
    let columns = zip(report.columns, words.titles(of: report)).map { column, title in
      Table.Column(Words(title), column.isNumber ? .end : .start, share: column.share, isWhole: column.isWhole)
    }
    let rows = report.rows.map { row in
      Table.Row(
        row.cells.map { Words(words.shown($0), row.kind == .heading ? .strong : .plain) }, isTotal: row.kind == .total)
    }
    return Table(columns, rows)
  }
}
