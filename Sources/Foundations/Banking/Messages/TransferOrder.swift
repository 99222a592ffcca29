import Kernel
import Paper

/// One transfer out: a refund, a deposit given back.
package struct BankTransfer: Sendable {
  /// EndToEndId.
  package let reference: String
  package let amount: Money
  package let creditor: BankParty
  package let text: String

  package init(reference: String, amount: Money, creditor: BankParty, text: String) {
    (self.reference, self.amount, self.creditor, self.text) = (reference, amount, creditor, text)
  }
}

/// Transfers from one account on one day, about to become a file for the bank (pain.001.001.09).
package struct TransferOrder: Sendable {
  package let message: String
  package let made: Instant
  package let debtor: BankParty
  package let day: Day
  package let transfers: [BankTransfer]

  package init(message: String, made: Instant, debtor: BankParty, day: Day, transfers: [BankTransfer]) throws(MessageFaults) {
    var faults = MessageFaults.of(message: message, day: day, payments: transfers.map { ($0.reference, $0.amount) })
    faults += debtor.faults("")
    for transfer in transfers { faults += transfer.creditor.faults(transfer.reference) }
    if !faults.isEmpty { throw MessageFaults(faults: faults) }
    (self.message, self.made, self.debtor, self.day, self.transfers) = (message, made, debtor, day, transfers)
  }

  package var total: Money { transfers.reduce(.zero) { $0 + $1.amount } }
}

extension TransferOrder {
  package static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

  package var xml: [UInt8] {
    var xml = XMLWriter()
    xml.element("Document", namespaces: ["": Self.namespace]) { xml in
      xml.element("CstmrCdtTrfInitn") { xml in
        xml.element("GrpHdr") { xml in
          xml.leaf("MsgId", message)
          xml.leaf("CreDtTm", made.iso)
          xml.leaf("NbOfTxs", String(transfers.count))
          xml.leaf("CtrlSum", Euros.text(total))
          xml.element("InitgPty") { $0.leaf("Nm", SEPAText.of(debtor.name, limit: 70)) }
        }
        xml.element("PmtInf") { xml in
          xml.leaf("PmtInfId", String(message.prefix(32)) + "-1")
          xml.leaf("PmtMtd", "TRF")
          // One line on the statement for each: a refund is looked for by its customer.
          xml.leaf("BtchBookg", "false")
          xml.leaf("NbOfTxs", String(transfers.count))
          xml.leaf("CtrlSum", Euros.text(total))
          xml.element("PmtTpInf") { $0.element("SvcLvl") { $0.leaf("Cd", "SEPA") } }
          xml.element("ReqdExctnDt") { $0.leaf("Dt", day.description) }
          xml.party("Dbtr", debtor)
          xml.account("DbtrAcct", debtor.iban)
          xml.agent("DbtrAgt", debtor.bic)
          xml.leaf("ChrgBr", "SLEV")
          for transfer in transfers { write(transfer, into: &xml) }
        }
      }
    }
    return xml.bytes
  }

  private func write(_ transfer: BankTransfer, into xml: inout XMLWriter) {
    xml.element("CdtTrfTxInf") { xml in
      xml.element("PmtId") { $0.leaf("EndToEndId", transfer.reference) }
      xml.element("Amt") { $0.element("InstdAmt", ["Ccy": "EUR"], text: Euros.text(transfer.amount)) }
      if let bic = transfer.creditor.bic { xml.agent("CdtrAgt", bic) }
      xml.party("Cdtr", transfer.creditor)
      xml.account("CdtrAcct", transfer.creditor.iban)
      xml.remittance(transfer.text)
    }
  }
}
