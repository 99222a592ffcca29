import Invoicing
import Kernel
import Store
import Web

extension LeaseWords {
  /// The forms of what may be done, by state and by who asks; nothing else is drawn.
  func deeds(_ schemes: [Scheme]) -> [PageDeed] {
    LeaseDoing.allCases.compactMap { doing in
      guard visit.viewer.may(doing.permission, for: lease.tenant), view.allows(doing), let fields = fields(of: doing, schemes)
      else {
        return nil
      }
      let problems = Set(visit.problems.compactMap(\.field))
      let wasSent = visit.isShownAgain && visit.url.hasSuffix("/\(doing.rawValue)")
      return PageDeed(
        "/leases/\(lease.id)/\(doing.rawValue)", visit.text("leasing.deed.\(doing.rawValue)"), hint: hint(of: doing), fields: fields,
        id: "deed-\(doing.rawValue)", isUpload: [.signature, .insurances, .inventories].contains(doing), isDangerous: doing.isDangerous,
        isMain: isMain(doing), isOpen: wasSent || (!visit.isShownAgain && isMain(doing) && problems.isEmpty))
    }
  }

  /// Whoever offers or signs is told of the guarantee that will be called.
  private func hint(of doing: LeaseDoing) -> String {
    let hint = visit.text("leasing.deedHint.\(doing.rawValue)")
    if doing == .notice, let exits { return hint + " " + exits }
    guard [.offer, .signature].contains(doing), let atSignature else { return hint }
    return hint + " " + visit.text("leasing.deposit.announced", ["deposit": atSignature])
  }

  /// Of a commercial lease: when each side may end it, told today.
  private var exits: String? {
    let rule = view.version.terms.notice
    guard rule.onlyEachThreeYears, visit.viewer.may(.writeLeases) else { return nil }
    func last(_ side: NoticeSide) -> String {
      format.day(rule.earliest(received: visit.today, leaseFrom: lease.from, term: lease.term, by: side) - 1)
    }
    return visit.text("leasing.notice.exits", ["tenant": last(.tenant), "landlord": last(.landlord)])
  }

  private func isMain(_ doing: LeaseDoing) -> Bool {
    (view.state == .draft && doing == .offer) || (view.state == .offered && doing == .signature)
  }

  private var today: String { visit.today.description }

  // One case a form: together they are a table to be read, and no branch depends on another.
  private func fields(of doing: LeaseDoing, _ schemes: [Scheme]) -> [Field]? {
    switch doing {
    case .offer:
      return [visit.field("expires_on", .date, label: "leasing.field.expires", value: (visit.today + 30).description, required: true)]
    case .signature: return signing
    case .withdrawal: return [visit.field("reason", .text, label: "leasing.field.reason", required: true)]
    case .amendment: return amending
    case .freeze:
      return [
        visit.field("from", .date, label: "leasing.field.from", required: true),
        visit.field("last", .date, label: "leasing.field.last", required: true),
        visit.field("reason", .text, label: "leasing.field.reason", required: true),
      ]
    case .notice: return noticing
    case .noticeWithdrawal: return view.notice == nil ? nil : []
    case .end:
      return [
        visit.field("last", .date, label: "leasing.field.lastDay", required: true),
        visit.field(
          "reason", .select, label: "leasing.field.endReason", value: "other", required: true,
          options: visit.options(of: EndReason.self, texts: "leasing.reason")),
        visit.field("note", .textarea, label: "leasing.field.note"),
      ]
    case .renewal:
      if !view.next.isEmpty { return nil }
      return [
        visit.field("from", .date, label: "leasing.field.from", value: (lease.until ?? lease.term)?.description),
        visit.field("last", .date, label: "leasing.field.last", hint: "leasing.hint.renewalLast"),
        visit.field(
          "scheme", .select, label: "leasing.column.scheme",
          options: [Field.Option("", visit.text("leasing.field.sameScheme"))]
            + schemes.map { Field.Option($0.id.text, $0.name(in: visit.language)) }),
        visit.field("deposit", .money, label: "leasing.field.deposit", value: format.typed(lease.terms.deposit)),
      ]
    case .indexation:
      guard let due = view.due, due.day <= visit.today, due.indexation != nil else { return nil }
      return [visit.hidden("day", due.day.description)]
    case .inventories: return view.inventories.count == 2 ? nil : inventory
    case .insurances:
      return [
        visit.field("insurer", label: "leasing.field.insurer", required: true), visit.field("policy", label: "leasing.field.policy"),
        visit.field("from", .date, label: "leasing.field.from", required: true),
        visit.field("last", .date, label: "leasing.field.last", required: true),
        file("leasing.field.certificate", ".pdf,.jpg,.png", required: !visit.viewer.may(.writeLeases)),
      ]
    case .contacts:
      return [
        visit.field(
          "role", .select, label: "leasing.field.role", value: "daily", required: true,
          options: visit.options(of: ContactRole.self, texts: "leasing.contact")),
        visit.field("name", label: "leasing.field.name", required: true), visit.field("email", .email, label: "leasing.field.email"),
        visit.field("phone", .telephone, label: "leasing.field.phone"),
      ]
    case .contactRemoval:
      if view.contacts.isEmpty { return nil }
      let options = view.contacts.map { contact in
        Field.Option(contact.id.text, "\(contact.name) (\(visit.text("leasing.contact.\(contact.role.rawValue)")))")
      }
      return [visit.field("contact", .select, label: "leasing.fact.contact", required: true, options: options)]
    case .depositCall: return view.depositToCall <= .zero ? nil : []
    case .deposit:
      if view.held >= lease.terms.deposit || view.isFollowed || view.depositCalls.contains(where: { $0.cancellation == nil }) { return nil }
      return [
        visit.field("day", .date, label: "leasing.field.day", value: today, required: true),
        visit.field("amount", .money, label: "leasing.field.amount", value: format.typed(lease.terms.deposit - view.held), required: true),
        visit.field("document", label: "leasing.field.document"),
      ]
    case .settlement:
      if view.held == .zero { return nil }
      return [
        visit.field("day", .date, label: "leasing.field.day", value: today, required: true),
        visit.field("retained", .money, label: "leasing.field.retained"), visit.field("reason", label: "leasing.field.damage"),
        visit.field("set_off", .money, label: "leasing.field.setOff"), visit.field("document", label: "leasing.field.document"),
        visit.field("returned", .money, label: "leasing.field.returned", value: format.typed(view.held), required: true),
      ]
    case .growth:
      return [
        visit.field("cells", label: "leasing.field.cells", required: true, hint: "leasing.hint.cells"),
        visit.field("from", .date, label: "leasing.field.from", value: today, required: true),
        visit.field("expires_on", .date, label: "leasing.field.expires", value: (visit.today + 90).description, required: true),
        visit.field("monthly_rent", .money, label: "leasing.field.monthlyRent"),
      ]
    case .growthTaken:
      if view.growth.isEmpty { return nil }
      let options = view.growth.map { Field.Option($0.hold.id.text, $0.codes.joined(separator: ", ")) }
      return [
        visit.field("hold", .select, label: "leasing.field.growth", required: true, options: options),
        visit.field("day", .date, label: "leasing.field.from", required: true),
        visit.field("summary", label: "leasing.field.summary", required: true),
      ] + LeaseForm.line(visit, prefix: "")
    }
  }

  private var photos: Field {
    var field = file("leasing.field.photos", ".jpg,.jpeg,.png", hint: "leasing.hint.photos")
    field.takesMany = true
    return field
  }
  private func file(_ label: String, _ accept: String, hint: String? = nil, required: Bool = false) -> Field {
    var field = visit.field("file", .file, label: label, required: required, hint: hint)
    field.accept = accept
    return field
  }

  private var signing: [Field] {
    var fields = [
      visit.field(
        "signatory", label: "leasing.field.signatory", value: visit.viewer.may(.writeLeases) ? "" : visit.viewer.name, required: true)
    ]
    if visit.viewer.may(.writeLeases) {
      fields.append(file("leasing.field.paper", ".pdf,.jpg,.png", hint: "leasing.hint.paper", required: true))
    } else {
      fields.append(visit.hidden("digest", view.digest))
      fields.append(visit.box("accepted", label: "leasing.field.accepted", ticked: false))
    }
    return fields
  }

  private var amending: [Field] {
    let lines = [Field.Option("", visit.text("leasing.field.newLine"))] + view.facts.lines.map { Field.Option($0.id.text, $0.text) }
    return [
      visit.field("day", .date, label: "leasing.field.from", required: true),
      visit.field("summary", .textarea, label: "leasing.field.summary", required: true),
      visit.field("line", .select, label: "leasing.field.line", options: lines),
      visit.box("ends", label: "leasing.field.ends", ticked: false),
    ] + LeaseForm.line(visit, prefix: "") + [
      visit.field("reduction_from", .date, label: "leasing.field.reductionFrom"),
      visit.field("reduction_last", .date, label: "leasing.field.reductionLast"),
      visit.field("reduction_share", .number, label: "leasing.field.reductionShare", hint: "leasing.hint.share"),
    ] + amendingTerms
  }

  /// What is left empty stays as it is.
  private var amendingTerms: [Field] {
    func choose<Choice: CaseIterable & RawRepresentable>(_ name: String, _: Choice.Type, label: String, texts: String) -> Field
    where Choice.RawValue == String {
      visit.field(
        name, .select, label: label,
        options: [Field.Option("", visit.text("leasing.field.unchanged"))] + visit.options(of: Choice.self, texts: texts))
    }
    return [
      choose("regime", VATRegime.self, label: "leasing.fact.vat", texts: "leasing.regime"),
      choose("frequency", Rhythm.Frequency.self, label: "leasing.field.frequency", texts: "leasing.frequency"),
      choose("timing", Rhythm.Timing.self, label: "leasing.field.timing", texts: "leasing.timing"),
      choose("proration", Proration.self, label: "leasing.fact.proration", texts: "leasing.proration"),
      visit.field("payment_days", .number, label: "leasing.field.payment", hint: "leasing.hint.unchanged"),
      visit.field("purchase_order", label: "leasing.fact.purchaseOrder", hint: "leasing.hint.unchanged"),
    ]
  }

  private var noticing: [Field] {
    let rule = view.version.terms.notice
    let earliest = rule.earliest(received: visit.today, leaseFrom: view.contractBegin, term: lease.term) - 1
    let last = visit.field(
      "effective_on", .date, label: "leasing.field.lastDay", value: earliest.description, required: true, hint: "leasing.hint.notice")
    let note = visit.field("note", .textarea, label: "leasing.field.note")
    if !visit.viewer.may(.writeLeases) { return [last, note] }
    return [
      visit.field(
        "side", .select, label: "leasing.field.side", value: "tenant", required: true,
        options: visit.options(of: NoticeSide.self, texts: "leasing.side")),
      visit.field("received_on", .date, label: "leasing.field.received", value: today, required: true), last,
    ]
      + (rule.onlyEachThreeYears
        ? [
          visit.field(
            "ground", .select, label: "leasing.field.landlordGround", value: "term",
            options: visit.options(of: LandlordGround.self, texts: "leasing.ground"))
        ] : []) + [visit.box("agreed", label: "leasing.field.agreed", ticked: false), note]
  }

  private var inventory: [Field] {
    let kind = view.inventories.isEmpty ? "entry" : "exit"
    return [
      visit.field(
        "kind", .select, label: "leasing.column.kind", value: kind, required: true,
        options: visit.options(of: InventoryKind.self, texts: "leasing.inventory")),
      visit.field("day", .date, label: "leasing.field.day", value: today, required: true),
      visit.field("present", label: "leasing.field.present", required: true),
      visit.field("keys", .number, label: "leasing.field.keys", value: "1", required: true),
      visit.field("items", .textarea, label: "leasing.field.items", required: true, hint: "leasing.hint.items"),
      visit.field("remarks", .textarea, label: "leasing.field.remarks"), photos,
    ]
  }
}
