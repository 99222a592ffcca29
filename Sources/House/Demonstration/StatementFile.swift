import Kernel

/// An account statement as banks send it (camt.053.001.08), made up for the history of the demonstration.
struct StatementFile {
  struct Part {
    let amount: Money
    let name: String
    var iban = ""
    var endToEnd = "NOTPROVIDED"
    var text = ""
    var reason: String?
  }
  struct Entry {
    let day: Day
    var batch: String?
    let parts: [Part]

    var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }
  }
  let name: String
  let iban: String
  let opening: Money
  let from: Day
  let last: Day
  let entries: [Entry]

  private var closing: Money { entries.reduce(opening) { $0 + $1.amount } }

  var bytes: [UInt8] {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
      <GrpHdr><MsgId>\(name.inXML)</MsgId><CreDtTm>\(last)T20:00:00</CreDtTm></GrpHdr>
      <Stmt><Id>\(name.inXML)</Id><Acct><Id><IBAN>\(iban)</IBAN></Id><Ccy>EUR</Ccy></Acct>

      """
    text += balance("OPBD", opening, from) + balance("CLBD", closing, last)
    for entry in entries { text += ntry(entry) }
    text += "</Stmt></BkToCstmrStmt></Document>\n"
    return Array(text.utf8)
  }

  private func balance(_ code: String, _ amount: Money, _ day: Day) -> String {
    "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp>\(sum(amount))<Dt><Dt>\(day)</Dt></Dt></Bal>\n"
  }

  private func sum(_ amount: Money) -> String {
    "<Amt Ccy=\"EUR\">\(Money(cents: abs(amount.cents)).plainText)</Amt><CdtDbtInd>\(amount < .zero ? "DBIT" : "CRDT")</CdtDbtInd>"
  }

  private func ntry(_ entry: Entry) -> String {
    var text =
      "<Ntry>\(sum(entry.amount))<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>\(entry.day)</Dt></BookgDt><ValDt><Dt>\(entry.day)</Dt></ValDt>"
    text += "<NtryDtls>"
    if let batch = entry.batch { text += "<Btch><MsgId>\(batch.inXML)</MsgId></Btch>" }
    for part in entry.parts { text += details(part) }
    return text + "</NtryDtls></Ntry>\n"
  }

  private func details(_ part: Part) -> String {
    // Who paid us, or whom we paid; of what came back, the debtor.
    let side = part.amount > .zero || part.reason != nil ? "Dbtr" : "Cdtr"
    var text = "<TxDtls><Refs><EndToEndId>\(part.endToEnd.inXML)</EndToEndId></Refs>\(sum(part.amount))"
    if !part.name.isEmpty {
      text += "<RltdPties><\(side)><Pty><Nm>\(part.name.inXML)</Nm></Pty></\(side)>"
      if !part.iban.isEmpty { text += "<\(side)Acct><Id><IBAN>\(part.iban)</IBAN></Id></\(side)Acct>" }
      text += "</RltdPties>"
    }
    if !part.text.isEmpty { text += "<RmtInf><Ustrd>\(part.text.inXML)</Ustrd></RmtInf>" }
    if let reason = part.reason { text += "<RtrInf><Rsn><Cd>\(reason)</Cd></Rsn></RtrInf>" }
    return text + "</TxDtls>"
  }
}

extension String {
  fileprivate var inXML: String { replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;") }
}

extension Money {
  /// `1234.50`.
  fileprivate var plainText: String { "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)" }
}
