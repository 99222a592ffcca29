import Invoicing
import Kernel
import Spaces
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
      let path = "/leases/\(lease.id)/\(doing.rawValue)"
      return PageDeed(
        path, visit.text("leasing.deed.\(doing.rawValue)"), hint: hint(of: doing),
        fields: fields.said(visit.isSaid(at: path)),
        id: "deed-\(doing.rawValue)", isUpload: doing.isUpload, isDangerous: doing.isDangerous,
        isMain: isMain(doing), isOpen: visit.isSaid(at: path) && (visit.isShownAgain || isMain(doing) && problems.isEmpty))
    }
  }

  /// Whoever offers or signs is told of the guarantee that will be called.
  private func hint(of doing: LeaseDoing) -> String {
    let hint = visit.text("leasing.deedHint.\(doing.rawValue)")
    if doing == .settlement, view.state != .ended {
      return visit.text("leasing.deposit.excess", ["amount": format.money(view.depositExcess), "asked": format.money(view.terms.deposit)])
    }
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

  var today: String { visit.today.description }

  // One case a form: together they are a table to be read, and no branch depends on another.
  private func fields(of doing: LeaseDoing, _ schemes: [Scheme]) -> [Field]? {
    switch doing {
    case .offer:
      return [Expiry.field(visit, label: "leasing.field.validUntil", until: visit.today + 31, required: true)]
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
        visit.field("deposit", .money, label: "leasing.field.deposit", value: format.typed(view.terms.deposit)),
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
    case .filings:
      let matters = filed
      if matters.isEmpty { return nil }
      return [
        visit.field("matter", .select, label: "leasing.field.matter", value: matters.last?.value, required: true, options: matters),
        file("leasing.field.signedPaper", ".pdf,.jpg,.png", hint: "leasing.hint.paper", required: true),
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
      if view.held >= view.terms.deposit || view.isFollowed || view.depositCalls.contains(where: { $0.cancellation == nil }) { return nil }
      return [
        visit.field("day", .date, label: "leasing.field.day", value: today, required: true),
        visit.field("amount", .money, label: "leasing.field.amount", value: format.typed(view.terms.deposit - view.held), required: true),
        visit.field("document", label: "leasing.field.document"),
      ]
    case .settlement:
      let due = view.state == .ended ? view.held : view.depositExcess
      if due == .zero { return nil }
      let day = visit.field("day", .date, label: "leasing.field.day", value: today, required: true)
      let rest = [
        visit.field("set_off", .money, label: "leasing.field.setOff"), visit.field("document", label: "leasing.field.document"),
        visit.field("returned", .money, label: "leasing.field.returned", value: format.typed(due), required: true),
      ]
      if view.state != .ended { return [day] + rest }
      return [
        day, visit.field("retained", .money, label: "leasing.field.retained"), visit.field("reason", label: "leasing.field.damage"),
      ] + rest
    // Cells are picked on a page of its own.
    case .growth: return nil
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
}
