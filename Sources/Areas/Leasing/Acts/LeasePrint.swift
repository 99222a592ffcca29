import Foundation
import Kernel
import Spaces

/// What a lease says, in the one form its digest is taken of.
struct LeasePrint: Encodable {
  struct Line: Encodable {
    let kind: String
    let text: String
    let area: Int64?
    let from: Day
    let until: Day?
    let vat: String
    let isIndexed: Bool
    let prices: [String]
  }
  let number: String
  let entity: String
  let tenant: String
  let payer: String
  let from: Day
  let until: Day?
  let term: Day?
  let scheme: String
  let cells: [String]
  let terms: [String]
  let lines: [Line]
  let reductions: [String]
  /// Of the contract as it was made, which is thereby signed to the byte.
  let contract: String?

  init(_ facts: LeaseFacts, cells: [Cell], contract: String? = nil) {
    self.contract = contract
    let lease = facts.lease
    (number, entity, tenant, payer) = (lease.number, lease.entity.text, lease.tenant.text, lease.payer.text)
    (from, until, term, scheme) = (lease.from, lease.until, lease.term, lease.version.text)
    self.cells = cells.map { "\($0.code) \($0.area.hundredths)" }
    let said = lease.terms
    terms = [
      said.proration.rawValue, said.rhythm.frequency.rawValue, said.rhythm.timing.rawValue, "\(said.paymentDays)", said.regime.rawValue,
      "\(said.deposit.cents)",
      said.index.map { "\($0.index.rawValue) \($0.base) \($0.comparison.rawValue) \($0.tunnel?.basisPoints ?? 0)" } ?? "",
      said.indexDay?.description ?? "", "\(said.indexMonths)", said.ground, said.purpose,
    ]
    lines = facts.lines.map { line in
      Line(
        kind: line.kind.rawValue, text: line.text, area: line.area?.hundredths, from: line.span.from, until: line.span.until,
        vat: line.vat.rawValue, isIndexed: line.isIndexed,
        prices: facts.steps.filter { $0.line == line.id }.map { "\($0.from) \($0.price.amount.cents)/\($0.price.basis.rawValue)" })
    }
    reductions = facts.reductions.map { "\($0.reduction.kind.rawValue) \($0.reduction.span) \($0.reduction.share.basisPoints)" }
  }
}

extension LeaseUpload {
  var base64: String { Data(bytes).base64EncodedString() }

  /// Whether the first bytes are those of the type it is said to be.
  var isWhatItSays: Bool {
    switch type {
    case "application/pdf": bytes.starts(with: Array("%PDF-".utf8))
    case "image/jpeg": bytes.starts(with: [0xFF, 0xD8, 0xFF])
    case "image/png": bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    case "image/webp": bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
    default: false
    }
  }
}
