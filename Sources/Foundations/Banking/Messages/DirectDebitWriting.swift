import Kernel
import Paper

extension DirectDebitOrder {
  package static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"

  /// The message as a file: one block of payments for each scheme and sequence, since a bank takes no other.
  package var xml: [UInt8] {
    var xml = XMLWriter()
    xml.element("Document", namespaces: ["": Self.namespace]) { xml in
      xml.element("CstmrDrctDbtInitn") { xml in
        xml.element("GrpHdr") { xml in
          xml.leaf("MsgId", message)
          xml.leaf("CreDtTm", made.iso)
          xml.leaf("NbOfTxs", String(debits.count))
          xml.leaf("CtrlSum", Euros.text(total))
          xml.element("InitgPty") { $0.leaf("Nm", SEPAText.of(creditor.name, limit: 70)) }
        }
        for (index, block) in blocks.enumerated() { write(block, number: index + 1, into: &xml) }
      }
    }
    return xml.bytes
  }

  package struct Block {
    package let scheme: DebitScheme
    package let sequence: DebitSequence
    package let debits: [DirectDebit]
    var total: Money { debits.reduce(.zero) { $0 + $1.amount } }
  }

  package var blocks: [Block] {
    DebitScheme.allCases.flatMap { scheme in
      DebitSequence.allCases.compactMap { sequence in
        let same = debits.filter { $0.scheme == scheme && $0.sequence == sequence }
        return same.isEmpty ? nil : Block(scheme: scheme, sequence: sequence, debits: same)
      }
    }
  }

  private func write(_ block: Block, number: Int, into xml: inout XMLWriter) {
    xml.element("PmtInf") { xml in
      // The message is at most 35 signs; the number of the block takes the place of its last ones if need be.
      xml.leaf("PmtInfId", String(message.prefix(32)) + "-\(number)")
      xml.leaf("PmtMtd", "DD")
      xml.leaf("BtchBookg", "true")
      xml.leaf("NbOfTxs", String(block.debits.count))
      xml.leaf("CtrlSum", Euros.text(block.total))
      xml.element("PmtTpInf") { xml in
        xml.element("SvcLvl") { $0.leaf("Cd", "SEPA") }
        xml.element("LclInstrm") { $0.leaf("Cd", block.scheme.rawValue) }
        xml.leaf("SeqTp", block.sequence.rawValue)
      }
      xml.leaf("ReqdColltnDt", day.description)
      xml.party("Cdtr", creditor)
      xml.account("CdtrAcct", creditor.iban)
      xml.agent("CdtrAgt", creditor.bic)
      xml.leaf("ChrgBr", "SLEV")
      xml.element("CdtrSchmeId") { xml in
        xml.element("Id") { xml in
          xml.element("PrvtId") { xml in
            xml.element("Othr") { xml in
              xml.leaf("Id", identifier.text)
              xml.element("SchmeNm") { $0.leaf("Prtry", "SEPA") }
            }
          }
        }
      }
      for debit in block.debits { write(debit, into: &xml) }
    }
  }

  private func write(_ debit: DirectDebit, into xml: inout XMLWriter) {
    xml.element("DrctDbtTxInf") { xml in
      xml.element("PmtId") { $0.leaf("EndToEndId", debit.reference) }
      xml.element("InstdAmt", ["Ccy": "EUR"], text: Euros.text(debit.amount))
      xml.element("DrctDbtTx") { xml in
        xml.element("MndtRltdInf") { xml in
          xml.leaf("MndtId", debit.mandate.text)
          xml.leaf("DtOfSgntr", debit.signed.description)
          if let amendment = debit.amendment {
            xml.leaf("AmdmntInd", "true")
            xml.element("AmdmntInfDtls") { xml in
              switch amendment {
              case .account(let old): xml.account("OrgnlDbtrAcct", old)
              case .bank: xml.element("OrgnlDbtrAcct") { $0.element("Id") { $0.element("Othr") { $0.leaf("Id", "SMNDA") } } }
              }
            }
          }
        }
      }
      xml.agent("DbtrAgt", debit.debtor.bic)
      xml.party("Dbtr", debit.debtor)
      xml.account("DbtrAcct", debit.debtor.iban)
      xml.remittance(debit.text)
    }
  }
}
