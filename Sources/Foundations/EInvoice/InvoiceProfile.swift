import Kernel

/// Which semantic profile carries the invoice (BT-24).
package enum InvoiceProfile: String, Sendable, CaseIterable {
  case en16931
  /// EXTENDED-CTC-FR: what EN 16931 cannot say. Inside a PDF its name is Factur-X EXTENDED.
  case extended

  /// BT-24 of a file of its own.
  package var name: String {
    switch self {
    case .en16931: "urn:cen.eu:en16931:2017"
    case .extended: "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
    }
  }
  /// BT-24 of `factur-x.xml` inside a PDF.
  package var facturXName: String {
    switch self {
    case .en16931: "urn:cen.eu:en16931:2017"
    case .extended: "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
    }
  }
  /// `fx:ConformanceLevel` in the metadata of the PDF.
  package var conformanceLevel: String { self == .en16931 ? "EN 16931" : "EXTENDED" }
}

extension SemanticInvoice {
  /// EN 16931 bears one group for each category without VAT (BR-E-01 and its like), and nothing beside "outside VAT" (BR-O-11, BR-O-12).
  package var profile: InvoiceProfile {
    let untaxed = vat.map(\.treatment.category).filter { $0 != .standard }
    let isRepeated = Set(untaxed).count < untaxed.count
    return isRepeated || (untaxed.contains(.outside) && vat.count > 1) ? .extended : .en16931
  }
}
