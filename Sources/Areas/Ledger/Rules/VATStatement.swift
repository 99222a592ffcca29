import Kernel

/// A line of the books that says something of VAT.
struct VATLine: Sendable, Hashable {
  let account: String
  /// A debit is positive.
  let amount: Money
  let vat: LineVAT?
  /// The entry that holds it, and whether that entry takes VAT from the waiting account: then the tax fell due by payment.
  let entry: String
  let comesFromWaiting: Bool
}

/// How much VAT fell due, by why and at which rate.
struct VATFigure: Sendable, Hashable {
  enum Basis: String, Sendable, CaseIterable {
    /// Due with the invoice.
    case debits
    /// Due with the payment.
    case receipts
    /// Sold without VAT, by the reason of its category.
    case untaxed
    /// On the account of collected VAT without saying of what.
    case unexplained
  }
  let basis: Basis
  let category: VATCategory?
  let rate: Percentage?
  var base = Money.zero
  var tax = Money.zero
  var entries: [String] = []
}

/// The month's VAT from its lines: the tax of all figures is what went through the account of collected VAT, to the cent.
enum VATStatement {
  static func figures(of lines: [VATLine]) -> [VATFigure] {
    var figures: [String: VATFigure] = [:]
    for line in lines {
      let isCollected = line.account.hasPrefix("44571")
      guard isCollected || (line.vat != nil && line.account.hasPrefix("7")) else { continue }
      let basis: VATFigure.Basis = !isCollected ? .untaxed : line.vat == nil ? .unexplained : line.comesFromWaiting ? .receipts : .debits
      let rate = line.vat?.rate
      let place = VATFigure.Basis.allCases.firstIndex(of: basis) ?? 0
      let key = "\(place) \(line.vat?.category.rawValue ?? "") \(1_000_000 - (rate?.basisPoints ?? 0))"
      var figure = figures[key] ?? VATFigure(basis: basis, category: line.vat?.category, rate: rate)
      figure.base += line.vat?.base ?? .zero
      if isCollected { figure.tax += -line.amount }
      if figure.entries.last != line.entry { figure.entries.append(line.entry) }
      figures[key] = figure
    }
    return figures.sorted { $0.key < $1.key }.map(\.value)
  }
}
