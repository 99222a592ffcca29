import Kernel
import Store

/// What is agreed beside parties, premises and prices.
package struct LeaseTerms: RowReadable, Sendable, Hashable {
  package var proration: Proration
  package var rhythm: Rhythm
  package var paymentDays: Int
  package var index: IndexClause?
  /// The first revision, and how many months lie between two.
  package var indexDay: Day?
  package var indexMonths: Int
  package var regime: VATRegime
  package var deposit: Money
  /// Premises for retail, wholesale or services of commerce and craft (C. com. L145-32-1).
  package var isRetail: Bool
  /// The day the firm was founded, where the scheme asks for its age.
  package var foundedOn: Day?
  /// The outside circumstance of a precarious occupation.
  package var ground: String
  package var purpose: String
  package var purchaseOrder: String
  package var note: String

  package init(
    proration: Proration = .actual, rhythm: Rhythm = Rhythm(.month, .advance), paymentDays: Int = 30, index: IndexClause? = nil,
    indexDay: Day? = nil, indexMonths: Int = 12, regime: VATRegime = .option, deposit: Money = .zero, isRetail: Bool = false,
    foundedOn: Day? = nil, ground: String = "", purpose: String = "", purchaseOrder: String = "", note: String = ""
  ) {
    (self.proration, self.rhythm, self.paymentDays, self.index) = (proration, rhythm, paymentDays, index)
    (self.indexDay, self.indexMonths, self.regime, self.deposit) = (indexDay, indexMonths, regime, deposit)
    (self.isRetail, self.foundedOn, self.ground, self.purpose) = (isRetail, foundedOn, ground, purpose)
    (self.purchaseOrder, self.note) = (purchaseOrder, note)
  }

  package init(row: Row) throws {
    proration = try row.get("proration")
    rhythm = Rhythm(try row.get("frequency"), try row.get("timing"))
    paymentDays = try row.get("payment_days")
    let name: RentIndex? = try row.get("index_name")
    if let name {
      index = IndexClause(
        name, base: try row.get("index_base"), try row.get("index_comparison"), tunnel: try row.get("tunnel"),
        isSmallFirm: try row.get("small_firm"))
    }
    indexDay = try row.get("index_day")
    let months: Int? = try row.get("index_months")
    indexMonths = months ?? 12
    regime = try row.get("vat_regime")
    deposit = try row.get("deposit")
    isRetail = try row.get("retail")
    foundedOn = try row.get("founded_on")
    ground = try row.get("ground")
    purpose = try row.get("purpose")
    purchaseOrder = try row.get("purchase_order")
    note = try row.get("note")
  }
}
