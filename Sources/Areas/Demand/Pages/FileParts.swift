import Kernel
import Leasing
import Spaces
import Store
import Web

/// The parts of a file that its page and that of its applicant share.
extension Visit {
  func fileFacts(_ whole: WholeFile, forApplicant: Bool) -> [PageFact] {
    let file = whole.file
    let (facts, wish) = (file.facts, file.facts.wish)
    func fact(_ key: String, _ value: String?, path: String? = nil) -> PageFact? {
      value.flatMap { $0.isEmpty ? nil : PageFact(text("demand.field.\(key)"), $0, path: path) }
    }
    let yes = text("demand.page.yes")
    return [
      fact("contact", facts.contact), fact("email", facts.email, path: forApplicant || facts.email.isEmpty ? nil : "mailto:\(facts.email)"),
      fact("phone", facts.phone), fact("siren", facts.siren), fact("activity", facts.activity),
      fact("programme", facts.programme == .none ? nil : text("demand.programme.\(facts.programme.rawValue)")),
      fact("people", facts.people > 0 ? format.number(facts.people) : nil),
      fact("jobs", facts.jobs > 0 ? "+\(format.number(facts.jobs))" : nil),
      fact("need", need(wish)), fact("earliest", format.day(wish.earliest)), fact("latest", wish.latest.map { format.day($0) }),
      fact("level", wish.level.flatMap { level in whole.levels.first { $0.id.text == level }?.name }),
      fact("noise", wish.noise.flatMap { NoiseZone(rawValue: $0) }.map { text("demand.noise.\($0)") }),
      fact("power", wish.power.map { "\(format.number($0)) kW" }), fact("budget", wish.monthlyBudget.map { format.money($0) }),
      fact("window", wish.needsWindow ? yes : nil), fact("scattered", wish.isContiguous ? nil : yes),
      fact("organisation", forApplicant ? nil : whole.organisation, path: file.organisation.map { "/organisations/\($0)" }),
      fact("enquiry", forApplicant || file.enquiry == nil ? nil : text("demand.page.see"), path: file.enquiry.map { "/enquiries/\($0)" }),
      fact("received", format.day(file.receivedOn)), fact("listed", file.state.isListed ? file.listedOn.map { format.day($0) } : nil),
      fact("confirmed", file.state.isListed ? file.confirmedOn.map { format.day($0) } : nil),
      fact("score", forApplicant || whole.isScoreHidden ? nil : file.score.map { Scores.text($0, format) }),
    ].compactMap(\.self)
  }

  func fileNotices(_ whole: WholeFile) -> [String] {
    let file = whole.file
    var notices: [String] = []
    let missing = whole.missing(on: today)
    if !missing.isEmpty, [.draft, .submitted, .accepted, .waiting].contains(file.state) {
      notices.append(text("demand.page.missing", ["papers": missing.map { text("demand.paper.\($0.rawValue)") }.joined(separator: ", ")]))
    }
    if file.state.isListed, let asked = file.askedOn {
      notices.append(
        text("demand.page.askedOn", ["day": format.day(asked), "until": format.day(asked + whole.rules.days("confirm.answer.days") - 1)]))
    }
    if file.state == .agreed, let agreed = whole.agreed {
      if let lease = agreed.lease {
        notices.append(text("demand.page.leaseState", ["number": lease.number, "state": text("leasing.state.\(lease.state(on: today))")]))
      } else if let hold = agreed.hold, hold.stands(on: today), let expiry = hold.expiresOn {
        notices.append(text("demand.page.leaseByHand", ["day": format.day(expiry - 1)]))
      }
    }
    return notices
  }

  /// Every point and why.
  func pointsTable(_ listed: ListedFile) -> PageTable {
    let rows = listed.rank.terms.map { term in
      let isHidden = listed.isScoreHidden && term.criterion == .committee
      return PageRow([
        PageCell(text("demand.rank.\(term.criterion.rawValue)")),
        PageCell(isHidden ? text("demand.committee.hidden") : why(term)),
        PageCell(format.number(term.weight)),
        PageCell(isHidden ? "—" : Scores.text(term.points, format)),
      ])
    }
    let total = PageRow(
      [
        PageCell(text("demand.page.total")), PageCell(""), PageCell(""),
        PageCell(listed.isScoreHidden ? "—" : Scores.text(listed.rank.points, format)),
      ], .total)
    return PageTable(
      text("demand.page.place", ["place": format.number(listed.rank.place)]), hint: text("demand.page.placeHint"),
      columns: [column("criterion"), column("why"), column("weight", isNumber: true), column("points", isNumber: true)],
      rows: rows + [total],
      empty: "")
  }

  func why(_ term: RankTerm) -> String {
    switch term.criterion {
    case .decision, .resident, .programme: text("demand.why.\(term.criterion.rawValue).\(term.amount > 0 ? "yes" : "no")")
    case .committee: text("demand.why.committee", ["score": Scores.text(term.amount, format)])
    default:
      text(
        "demand.why.\(term.criterion.rawValue)",
        ["count": format.number(term.amount), "full": format.number(term.full)])
    }
  }

  func paperTable(_ whole: WholeFile, path: String) -> PageTable {
    let rows = whole.papers.map { paper in
      let isGood = whole.rules.papers.counts(paper.fact, on: today)
      let state = paper.turnedDownAt != nil ? "turnedDown" : isGood ? "good" : "expired"
      return PageRow([
        PageCell(text("demand.paper.\(paper.kind.rawValue)"), path: "\(path)/papers/\(paper.id)"),
        PageCell(text("demand.paperState.\(state)"), badge: isGood ? "badge-done" : "badge-late"),
        PageCell(format.shortDay(house.day(of: paper.receivedAt))),
        PageCell(whole.rules.papers.end(of: paper.fact).map { format.shortDay($0 - 1) } ?? "—"),
        PageCell(paper.receivedFrom),
        PageCell(paper.turnedDownWhy.isEmpty ? "—" : paper.turnedDownWhy),
      ])
    }
    return PageTable(
      text("demand.page.papers"),
      columns: [column("paper"), column("state"), column("received"), column("expires"), column("by"), column("reason")], rows: rows,
      empty: text("demand.page.noPapers"))
  }

  var paperFields: [Field] {
    var file = field("file", .file, label: "demand.field.file", required: true, hint: "demand.field.fileHint")
    file.accept = ".pdf,.png,.jpg,.jpeg"
    return [
      field("paper", .select, label: "demand.field.paper", required: true, options: options(of: PaperKind.self, texts: "demand.paper")),
      file,
      field("expires_on", .date, label: "demand.field.expires", hint: "demand.field.expiresHint"),
    ]
  }

  func stepTable(_ steps: [ApplicationStep]) -> PageTable {
    PageTable(
      text("demand.page.history"), columns: [column("day"), column("move"), column("by"), column("reason")],
      rows: steps.reversed().map { step in
        let cause = step.cause.map { text("demand.cause.\($0.rawValue)") }
        return PageRow([
          PageCell(format.shortMoment(step.at, in: house)),
          PageCell(text("demand.move.\(step.move.rawValue)")), PageCell(step.by),
          PageCell([step.reason.isEmpty ? nil : step.reason, cause].compactMap(\.self).joined(separator: " · ")),
        ])
      }, empty: text("demand.page.noSteps"))
  }

  func itemTable(_ items: [CommitteeItem]) -> PageTable? {
    if items.isEmpty { return nil }
    return PageTable(
      text("demand.page.committee"), columns: [column("session"), column("decision"), column("reason"), column("letter")],
      rows: items.map { item in
        PageRow([
          PageCell(text("demand.page.see"), path: "/committee-items/\(item.id)"),
          PageCell(item.decision.map { text("demand.decided.\($0.rawValue)") } ?? "—"),
          PageCell(item.reasons),
          // A decision is told by a letter.
          item.decision?.move == nil
            ? PageCell("—")
            : PageCell("PDF", path: "/committee-items/\(item.id)/letter"),
        ])
      })
  }
}
