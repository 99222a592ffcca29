import Kernel

/// A bank that writes statements (camt.053.001.08) of what it is told.
struct TrialBank {
  struct Line {
    var amount: Int64
    var day: String
    var endToEnd: String?
    var name = "Ada SAS"
    var iban: String?
    var text = ""
    var reason: String?
    var isReversal = false
  }
  var name: String
  var account = PaymentsHouse.account
  var opening: Int64 = 10_000_00
  /// Each is an entry of the statement; several lines are one batch.
  var entries: [[Line]]
  var batch: String?

  var xml: [UInt8] {
    let closing = entries.flatMap { $0 }.reduce(opening) { $0 + $1.amount }
    let body = entries.map(entry).joined()
    return Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-24T20:00:00</CreDtTm></GrpHdr>
      <Stmt><Id>\(name)</Id><CreDtTm>2026-11-24T20:00:00</CreDtTm><Acct><Id><IBAN>\(account)</IBAN></Id><Ccy>EUR</Ccy></Acct>
      \(balance("OPBD", opening))\(balance("CLBD", closing))\(body)</Stmt></BkToCstmrStmt></Document>
      """.utf8)
  }

  private func entry(_ lines: [Line]) -> String {
    let total = lines.reduce(0) { $0 + $1.amount }
    let first = lines[0]
    let named = batch.map { "<Btch><PmtInfId>\($0)</PmtInfId></Btch>" } ?? ""
    let details = batch == nil ? lines.map(details).joined() : ""
    return """
      <Ntry><Amt Ccy="EUR">\(text(total))</Amt><CdtDbtInd>\(total < 0 ? "DBIT" : "CRDT")</CdtDbtInd>
      \(first.isReversal ? "<RvslInd>true</RvslInd>" : "")<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>\(first.day)</Dt></BookgDt>
      <NtryDtls>\(named)\(details)</NtryDtls></Ntry>
      """
  }
  private func details(_ line: Line) -> String {
    let side = line.amount < 0 && line.reason == nil ? "Cdtr" : "Dbtr"
    return """
      <TxDtls><Refs><EndToEndId>\(line.endToEnd ?? "NOTPROVIDED")</EndToEndId></Refs>
      <Amt Ccy="EUR">\(text(line.amount))</Amt><CdtDbtInd>\(line.amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd>
      <RltdPties><\(side)><Pty><Nm>\(line.name)</Nm></Pty></\(side)>\(line.iban.map { "<\(side)Acct><Id><IBAN>\($0)</IBAN></Id></\(side)Acct>" } ?? "")
      </RltdPties><RmtInf><Ustrd>\(line.text)</Ustrd></RmtInf>\(line.reason.map { "<RtrInf><Rsn><Cd>\($0)</Cd></Rsn></RtrInf>" } ?? "")</TxDtls>
      """
  }
  private func balance(_ code: String, _ cents: Int64) -> String {
    """
    <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">\(text(cents))</Amt>
    <CdtDbtInd>\(cents < 0 ? "DBIT" : "CRDT")</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>
    """
  }
  private func text(_ cents: Int64) -> String {
    "\(cents.magnitude / 100)." + (cents.magnitude % 100 < 10 ? "0" : "") + "\(cents.magnitude % 100)"
  }
}
