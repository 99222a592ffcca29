import Invoicing
import Kernel
import Store

/// The tables of leases as files. See docs/exchange.md.
enum LeaseRecords {
  static let leases = RecordTable(
    "leases.csv", "leases",
    [
      RecordColumn("number"), RecordColumn("entity", nil, .organisation), RecordColumn("tenant", nil, .organisation),
      RecordColumn("payer", nil, .organisation), .choice("language", Language.self), RecordColumn("from", "from_day", .day),
      RecordColumn("until", "until_day", .day, optional: true), RecordColumn("term", "term_day", .day, optional: true),
      RecordColumn("entry", "entry_day", .day), .choice("proration", Proration.self), .choice("frequency", Rhythm.Frequency.self),
      .choice("timing", Rhythm.Timing.self), RecordColumn("payment_days", nil, .count),
      .choice("index", RentIndex.self, sql: "index_name", optional: true), RecordColumn("index_base", nil, .quarter, optional: true),
      .choice("index_comparison", IndexClause.Comparison.self, optional: true), RecordColumn("index_day", nil, .day, optional: true),
      RecordColumn("index_months", nil, .count, optional: true), RecordColumn("tunnel", nil, .decimal, optional: true),
      RecordColumn("small_firm", nil, .flag), .choice("regime", VATRegime.self, sql: "vat_regime"), RecordColumn("deposit", nil, .decimal),
      RecordColumn("retail", nil, .flag), RecordColumn("founded_on", nil, .day, optional: true), RecordColumn("ground"),
      RecordColumn("purpose"), RecordColumn("purchase_order"), RecordColumn("note"),
      RecordColumn("previous", nil, .lease, optional: true), .choice("succession", Succession.self, optional: true),
      RecordColumn("prepared", "prepared_at", .instant), RecordColumn("prepared_by"),
      RecordColumn("offered", "offered_at", .instant, optional: true),
      RecordColumn("offer_expires", "offer_expires_on", .day, optional: true),
      RecordColumn("withdrawn", "withdrawn_at", .instant, optional: true), RecordColumn("withdrawn_reason"),
      RecordColumn("signed", "signed_at", .instant, optional: true), RecordColumn("signed_by"),
      RecordColumn("signed_person", nil, .person, optional: true), .choice("signed_how", SignedHow.self, optional: true),
      RecordColumn("signed_digest", optional: true), RecordColumn("ended_on", nil, .day, optional: true),
      RecordColumn("ended", "ended_at", .instant, optional: true), .choice("end_reason", EndReason.self, optional: true),
      RecordColumn("end_note"),
    ], "SELECT * FROM leases ORDER BY number, id")

  /// What belongs to a lease, each row naming it.
  static let parts: [RecordTable] = [
    RecordTable(
      "lease_cells.csv", "lease_cells", [lease, RecordColumn("cell", nil, .cell), RecordColumn("from", "from_day", .day)], hasID: false,
      "SELECT p.*, l.number FROM lease_cells p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.from_day, p.cell"),
    RecordTable(
      "lease_holds.csv", "lease_holds", [lease, RecordColumn("hold", nil, .hold), .choice("purpose", HoldPurpose.self)], hasID: false,
      "SELECT p.*, l.number FROM lease_holds p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.purpose, p.hold"),
    RecordTable(
      "lease_lines.csv", "lease_lines",
      [
        lease, RecordColumn("place", nil, .count), .choice("kind", ChargeKind.self), RecordColumn("label"),
        RecordColumn("area", nil, .decimal, optional: true), RecordColumn("from", "from_day", .day),
        RecordColumn("until", "until_day", .day, optional: true), .choice("vat", LineVAT.self), RecordColumn("indexed", nil, .flag),
      ], "SELECT p.*, l.number FROM lease_lines p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.place"),
    RecordTable(
      "lease_prices.csv", "lease_steps",
      RecordColumn.stamped([
        lease, RecordColumn("place", "line", .line), RecordColumn("from", "from_day", .day), .choice("basis", RentPrice.Basis.self),
        RecordColumn("amount", nil, .decimal), RecordColumn("rate", nil, .decimal, optional: true),
        .choice("cause", PriceStep.Cause.self),
        .choice("index", RentIndex.self, sql: "index_name", optional: true), RecordColumn("base_quarter", nil, .quarter, optional: true),
        RecordColumn("base_value", nil, .decimal, optional: true), RecordColumn("new_quarter", nil, .quarter, optional: true),
        RecordColumn("new_value", nil, .decimal, optional: true), RecordColumn("ratio", optional: true),
        RecordColumn("before", "amount_before", .decimal, optional: true), .choice("bound", Indexation.Bound.self, optional: true),
        RecordColumn("reason"),
      ]),
      """
      SELECT p.*, i.lease, i.place, l.number FROM lease_steps p JOIN lease_lines i ON i.id = p.line JOIN leases l ON l.id = i.lease
      ORDER BY l.number, i.place, p.from_day, p.made_at, p.cause
      """),
    RecordTable(
      "lease_reductions.csv", "lease_reductions",
      RecordColumn.stamped([
        lease, .choice("kind", Reduction.Kind.self), RecordColumn("from", "from_day", .day),
        RecordColumn("until", "until_day", .day, optional: true), RecordColumn("share", nil, .decimal), RecordColumn("reason"),
      ]),
      "SELECT p.*, l.number FROM lease_reductions p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.from_day, p.made_at, p.id"),
    RecordTable(
      "lease_amendments.csv", "lease_amendments",
      RecordColumn.stamped([lease, RecordColumn("place", nil, .count), RecordColumn("day", nil, .day), RecordColumn("summary")]),
      "SELECT p.*, l.number FROM lease_amendments p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.place"),
    RecordTable(
      "lease_terms.csv", "lease_terms",
      RecordColumn.stamped([
        lease, RecordColumn("place", nil, .count), RecordColumn("from", "from_day", .day),
        .choice("regime", VATRegime.self, sql: "vat_regime"), .choice("frequency", Rhythm.Frequency.self),
        .choice("timing", Rhythm.Timing.self), RecordColumn("payment_days", nil, .count), .choice("proration", Proration.self),
        RecordColumn("purchase_order"), .choice("index", IndexChange.Name.self, sql: "index_name", optional: true),
        RecordColumn("index_base", nil, .quarter, optional: true), .choice("index_comparison", IndexClause.Comparison.self, optional: true),
        RecordColumn("index_day", nil, .day, optional: true), RecordColumn("tunnel", nil, .decimal, optional: true),
        RecordColumn("small_firm", nil, .flag, optional: true), RecordColumn("deposit", nil, .decimal, optional: true),
        RecordColumn("payer", nil, .organisation, optional: true),
      ]),
      "SELECT p.*, l.number FROM lease_terms p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.place"),
    RecordTable(
      "lease_revisions.csv", "lease_revisions",
      RecordColumn.stamped([
        lease, RecordColumn("day", nil, .day), .choice("index", RentIndex.self, sql: "index_name"),
        RecordColumn("base_quarter", nil, .quarter),
        RecordColumn("base_value", nil, .decimal), RecordColumn("new_quarter", nil, .quarter), RecordColumn("new_value", nil, .decimal),
        RecordColumn("ratio"), .choice("bound", Indexation.Bound.self, optional: true), RecordColumn("reference", optional: true),
        RecordColumn("rent_before", nil, .decimal), RecordColumn("rent_after", nil, .decimal),
      ]),
      "SELECT p.*, l.number FROM lease_revisions p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.day"),
    RecordTable(
      "lease_notices.csv", "lease_notices",
      RecordColumn.stamped([
        lease, .choice("side", NoticeSide.self), RecordColumn("received", "received_on", .day),
        RecordColumn("effective", "effective_on", .day),
        RecordColumn("agreed", nil, .flag), .choice("ground", LandlordGround.self, optional: true), RecordColumn("note"),
        RecordColumn("withdrawn", "withdrawn_at", .instant, optional: true),
        RecordColumn("withdrawn_by", optional: true),
      ]),
      "SELECT p.*, l.number FROM lease_notices p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.made_at, p.id"),
    RecordTable(
      deposits, "deposit_movements",
      RecordColumn.stamped([
        lease, RecordColumn("day", nil, .day), .choice("kind", DepositMove.self), RecordColumn("amount", nil, .decimal),
        RecordColumn("other", nil, .lease, optional: true), RecordColumn("document", optional: true), RecordColumn("reason"),
      ]),
      "SELECT p.*, l.number FROM deposit_movements p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.day, p.made_at, p.id"),
    RecordTable(
      "lease_contacts.csv", "lease_contacts",
      [
        lease, .choice("role", ContactRole.self), RecordColumn("name"), RecordColumn("email"), RecordColumn("phone"),
        RecordColumn("made", "made_at", .instant, stamp: true), RecordColumn("removed", "removed_at", .instant, optional: true),
      ], "SELECT p.*, l.number FROM lease_contacts p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.role, p.name, p.id"),
    RecordTable(
      "lease_insurances.csv", "lease_insurances",
      RecordColumn.stamped([
        lease, RecordColumn("insurer"), RecordColumn("policy"), RecordColumn("from", "from_day", .day),
        RecordColumn("until", "until_day", .day),
      ]),
      "SELECT p.*, l.number FROM lease_insurances p JOIN leases l ON l.id = p.lease ORDER BY l.number, p.until_day, p.id"),
  ]
  static let deposits = "lease_deposits.csv"
  private static let lease = RecordColumn("lease", nil, .lease)

  /// The ways of letting, those of the house among them.
  static let schemeNames = RecordTable(
    "lease_scheme_names.csv", "lease_schemes",
    [RecordColumn("code"), .choice("kind", LeaseKind.self), RecordColumn("name_fr"), RecordColumn("name_en"), RecordColumn("name_de")],
    "SELECT * FROM lease_schemes ORDER BY code")

  /// What holds for all leases; what is there already has to be the same.
  static let schemes = RecordTable(
    "lease_schemes.csv", "scheme_versions",
    schemeColumns,
    "SELECT p.*, s.code FROM scheme_versions p JOIN lease_schemes s ON s.id = p.scheme ORDER BY s.code, p.from_day")

  private static let schemeColumns: [RecordColumn] = [
    RecordColumn("scheme", nil, .scheme), RecordColumn("from", "from_day", .day), RecordColumn("age_least", nil, .count, optional: true),
    RecordColumn("age_most", nil, .count, optional: true), RecordColumn("stay_least", nil, .count, optional: true),
    RecordColumn("stay_most", nil, .count, optional: true), RecordColumn("first_term", nil, .count, optional: true),
    RecordColumn("renewal_step", nil, .count, optional: true), RecordColumn("ladder"), RecordColumn("notice_months", nil, .count),
    RecordColumn("notice_days", nil, .count), RecordColumn("notice_triennial", nil, .flag),
    RecordColumn("exit", "exit_scheme", .scheme, optional: true), RecordColumn("deposit_months", nil, .decimal),
    RecordColumn("tacit", nil, .flag), .choice("vat", SchemeVAT.self), RecordColumn("reference"),
  ]

  static let indices = RecordTable(
    "index_values.csv", "index_values",
    [
      .choice("index", RentIndex.self, sql: "index_name"), RecordColumn("quarter", nil, .quarter),
      RecordColumn("value", "hundredths", .decimal),
      RecordColumn("published_on", nil, .day, optional: true), RecordColumn("source"), RecordColumn("single", "single_source", .flag),
    ], hasID: false, "SELECT * FROM index_values ORDER BY index_name, quarter")
}
