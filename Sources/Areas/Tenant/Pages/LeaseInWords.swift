import Kernel
import Leasing
import Web

/// A lease as a tenant reads it.
struct LeaseInWords {
  let visit: Visit
  let mine: Mine
  private var format: Format { visit.format }

  init(_ visit: Visit, _ mine: Mine) { (self.visit, self.mine) = (visit, mine) }

  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.lease.\(key)", arguments) }

  func part(_ outlook: LeaseOutlook) -> TenantSheet.Part {
    let lease = outlook.lease
    let codes = outlook.cells.map(\.code).joined(separator: ", ")
    let mayAct = visit.viewer.may(.acceptLeases, for: lease.tenant)
    var actions: [PageLink] = []
    if outlook.state == .offered, mayAct {
      actions.append(PageLink(text("sign"), "/leases/\(lease.id)#deed-signature", isMain: true))
    }
    if outlook.isRunning { actions.append(PageLink(text("whatIf"), "/leases/\(lease.id)/what-if")) }
    if outlook.leaving != nil, mayAct { actions.append(PageLink(text("leave"), "/my/leases/\(lease.id)/notice")) }
    actions.append(PageLink(text("whole"), "/leases/\(lease.id)"))
    return TenantSheet.Part(
      [lease.number, codes].filter { !$0.isEmpty }.joined(separator: " · "), state: visit.text("leasing.state.\(outlook.state.rawValue)"),
      style: style(outlook.state), words: words(outlook),
      warning: outlook.isRunning && !outlook.isInsured && !outlook.cells.isEmpty ? text("insuranceMissing") : nil,
      facts: facts(outlook), table: prices(outlook), actions: actions, forms: mayAct && outlook.isRunning ? [insurance(outlook)] : [])
  }

  /// The sentences one would say on the telephone.
  func words(_ outlook: LeaseOutlook) -> [String] {
    let terms = outlook.terms
    var found = [
      text(
        "pays.\(terms.rhythm.frequency.rawValue).\(terms.rhythm.timing.rawValue)",
        ["amount": format.money(outlook.monthly), "days": "\(terms.paymentDays)"])
    ]
    if outlook.state == .offered, let expires = outlook.lease.offerExpiresOn {
      found.append(text("offered", ["day": format.day(expires - 1)]))
      if outlook.depositAtSignature > .zero {
        found.append(text("depositAtSignature", ["amount": format.money(outlook.depositAtSignature)]))
      }
    }
    if let notice = outlook.notice {
      found.append(text("noticed.\(notice.side.rawValue)", ["day": format.day(notice.effectiveOn - 1)]))
    } else if let last = outlook.last {
      found.append(text(outlook.version.terms.isTacit && outlook.state != .noticed ? "untilTacit" : "until", ["day": format.day(last)]))
    } else if let term = outlook.lease.term {
      found.append(text("untilTacit", ["day": format.day(term - 1)]))
    } else {
      found.append(text("open"))
    }
    if let day = outlook.nextRevision, let index = outlook.facts.terms(on: day).index {
      found.append(text(day < visit.today ? "revisedSince" : "revised", ["day": format.day(day), "index": index.index.rawValue]))
    } else if outlook.isRunning, terms.index == nil {
      found.append(text("notRevised"))
    }
    if let leaving = outlook.leaving {
      let day = format.day(leaving.on - 1)
      found.append(
        leaving.toldBy > visit.today
          ? text("leaveBy", ["day": day, "by": format.day(leaving.toldBy)]) : text("leaveNow", ["day": day]))
    } else if outlook.state == .running || outlook.state == .upcoming {
      found.append(text("leaveNever"))
    }
    return found
  }

  private func facts(_ outlook: LeaseOutlook) -> [PageFact?] {
    let terms = outlook.terms
    let rule = outlook.version.terms.notice
    let length =
      rule.months > 0
      ? visit.text("leasing.months", ["count": "\(rule.months)"]) : visit.text("leasing.days", ["count": "\(rule.days)"])
    return [
      .init(text("landlord"), outlook.landlord), .init(text("scheme"), outlook.scheme.name(in: visit.language)),
      .init(text("since"), format.day(outlook.lease.from)),
      .init(text("notice"), length + (rule.onlyEachThreeYears ? ", " + visit.text("leasing.notice.triennial") : "")),
      .init(text("deposit"), text("depositHeld", ["held": format.money(outlook.depositHeld), "asked": format.money(terms.deposit)])),
      outlook.insurance.map { insurance in
        .init(
          text("insurance"),
          text("insured", ["insurer": insurance.insurer, "day": insurance.span.last.map { format.day($0) } ?? ""]),
          path: insurance.file.map { "/leases/\(outlook.lease.id)/files/\($0)" })
      }, .init(text("law"), outlook.version.terms.reference),
    ]
  }

  private func prices(_ outlook: LeaseOutlook) -> PageTable {
    let day = outlook.moneyDay
    let schedule = outlook.schedule
    let lines = outlook.facts.lines.filter { $0.span.contains(day) }
    var rows = lines.compactMap { line -> [PageCell]? in
      guard let step = schedule.lines.first(where: { $0.id == line.id.text })?.step(on: day) else { return nil }
      return [
        .init(line.text), .init(format.shortDay(max(step.from, line.span.from))),
        .init(visit.text("leasing.cause.\(step.cause.rawValue)")), .init(format.money(step.price.monthly)),
      ]
    }
    for written in outlook.facts.reductions where written.reduction.span.contains(day) {
      rows.append([
        .init(visit.text("leasing.reduction.\(written.reduction.kind.rawValue)")), .init(format.shortDay(written.reduction.span.from)),
        .init(written.reduction.span.last.map { text("reducedUntil", ["day": format.shortDay($0)]) } ?? ""),
        .init("−\(format.percentage(written.reduction.share))"),
      ])
    }
    return PageTable(
      [
        .init(text("column.what")), .init(text("column.since"), isTight: true), .init(text("column.cause")),
        .init(text("column.monthly"), isNumber: true),
      ], rows, total: [.init(text("column.sum")), .init(""), .init(""), .init(format.money(outlook.monthly))])
  }

  private func insurance(_ outlook: LeaseOutlook) -> TenantSheet.Form {
    let path = "/my/leases/\(outlook.lease.id)/insurance"
    let wasSent = visit.isShownAgain && visit.url == path
    let from = outlook.insurance?.span.until ?? visit.today
    var file = visit.field("file", .file, label: "tenant.insurance.file", required: true, hint: "tenant.insurance.fileHint")
    file.accept = ".pdf,.jpg,.png"
    return TenantSheet.Form(
      name: text("insure"), path: path, hint: text("insureHint"),
      fields: mine.hidden(visit) + [
        visit.field("insurer", label: "tenant.insurance.insurer", value: outlook.insurance?.insurer, required: true, width: "medium"),
        visit.field("policy", label: "tenant.insurance.policy", value: outlook.insurance?.policy, width: "medium"),
        visit.field("from", .date, label: "tenant.insurance.from", value: "\(from)", required: true, width: "short"),
        visit.field("last", .date, label: "tenant.insurance.last", value: "\(from.adding(months: 12) - 1)", required: true, width: "short"),
        file,
      ], button: text("insureButton"), isDangerous: false, isUpload: true,
      isOpen: wasSent || (!visit.isShownAgain && !outlook.isInsured && outlook.isRunning && !outlook.cells.isEmpty))
  }

  func past(_ leases: [LeaseOutlook]) -> TenantSheet.Part {
    TenantSheet.Part(
      text("past"),
      table: PageTable(
        [.init(text("column.number")), .init(text("scheme")), .init(text("column.cells")), .init(text("column.span"), isTight: true)],
        leases.map { outlook in
          [
            .init(outlook.lease.number, path: "/leases/\(outlook.lease.id)"), .init(outlook.scheme.name(in: visit.language)),
            .init(outlook.cells.map(\.code).joined(separator: ", ")), .init(format.shortSpan(outlook.lease.span ?? outlook.lease.agreed)),
          ]
        }))
  }

  func style(_ state: LeaseState) -> String {
    switch state {
    case .running: "badge-done"
    case .offered: "badge-offer"
    case .upcoming: "badge-option"
    case .noticed, .undecided: "badge-let"
    case .draft, .withdrawn, .ended: ""
    }
  }
}
