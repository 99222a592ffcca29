import Kernel
import Leasing
import People
import Spaces
import Store
import Web
import Welcome

/// A file with all that belongs to it, read at one moment.
struct WholeFile: Sendable {
  let file: Application
  let steps: [ApplicationStep]
  let papers: [FilePaper]
  let rules: DemandRules
  let offers: [HouseOffer]
  let chains: [OfferChainRecord]
  let agreed: AgreedOffer?
  /// Whether somebody has access for its organisation already.
  let isReachable: Bool
  let visits: [PlannedVisit]
  let items: [CommitteeItem]
  let listed: ListedFile?
  let levels: [Level]
  let organisation: String?
  /// The day it was read on.
  let today: Day
  /// Its reader left the room when it was scored.
  let isScoreHidden: Bool

  func missing(on day: Day) -> [PaperKind] { rules.papers.missing(papers.map(\.fact), on: day) }
}

extension Transaction {
  borrowing func wholeFile(_ id: ID<Application>, on day: Day, readBy reader: PersonID? = nil) throws -> WholeFile? {
    guard let file = try application(id) else { return nil }
    let offers = try houseOffers(of: id)
    var chains: [OfferChainRecord] = []
    for offer in offers { if let chain = try offer.chain.flatMap({ try self.chain($0) }) { chains.append(chain) } }
    return WholeFile(
      file: file, steps: try steps(of: id), papers: try papers(of: id), rules: try demandRules(on: day), offers: offers, chains: chains,
      agreed: try agreed(among: offers), isReachable: try file.organisation.map { try !contacts(of: $0, on: day).isEmpty } ?? false,
      visits: try plannedVisits(of: id), items: try items(of: id),
      listed: file.state.isListed ? try waitingList(on: day, readBy: reader).first { $0.application.id == id } : nil, levels: try levels(),
      organisation: try file.organisation.flatMap { try self.organisation($0)?.name }, today: day,
      isScoreHidden: try recusedFiles(of: reader).contains(id))
  }
}

extension FileRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<Application> = try visit.id("application")
    guard let whole = try await visit.database.read({ try $0.wholeFile(id, on: visit.today, readBy: visit.viewer.person) }) else {
      throw Refusal.notFound
    }
    let file = whole.file
    let path = "/applications/\(id)"
    var actions: [PageLink] = []
    if file.state.isListed, visit.viewer.may(.makeOffers), !whole.offers.contains(where: { $0.stands(on: visit.today) }) {
      actions.append(PageLink(visit.text("demand.page.offer"), "\(path)/offer", isMain: true))
    }
    if let lease = whole.agreed?.lease, visit.viewer.may(.seeLeases) {
      actions.append(PageLink(visit.text("demand.page.openLease", ["number": lease.number]), "/leases/\(lease.id)", isMain: true))
    } else if file.state == .agreed, visit.viewer.may(.prepareLeases),
      let form = whole.agreed?.formPath(language: file.facts.language, on: visit.today)
    {
      actions.append(PageLink(visit.text("demand.page.prepareLease"), form, isMain: true))
    }
    if file.state == .agreed, let organisation = file.organisation, !whole.isReachable, visit.viewer.may(.invitePersons) {
      let who = "name=\(percentEncoded(file.facts.contact))&email=\(percentEncoded(file.facts.email))"
      actions.append(
        PageLink(
          visit.text("demand.page.invite"),
          "/invitations?organisation=\(organisation)&role=resident&language=\(file.facts.language.rawValue)&\(who)"))
    }
    if !file.state.isOver, file.forgottenAt == nil { actions.append(PageLink(visit.text("demand.page.edit"), "\(path)/edit")) }
    let visits = visit.visitTable(whole.visits)
    return .page(
      DemandPage(
        title: visit.name(of: file), badge: file.state.badge, state: visit.text("demand.state.\(file.state.rawValue)"),
        lead: visit.need(file.facts.wish), up: PageLink(visit.text("demand.files.title"), "/applications"), actions: actions,
        notices: visit.fileNotices(whole),
        facts: visit.fileFacts(whole, forApplicant: false),
        texts: file.facts.message.isEmpty ? [] : [PageText(visit.text("demand.field.message"), file.facts.message)],
        tables: [
          whole.listed.map { visit.pointsTable($0) }, visit.offerTable(whole.offers, mayOpen: true),
          visit.paperTable(whole, path: path), visit.itemTable(whole.items), visits, visit.stepTable(whole.steps),
        ].compactMap(\.self), deeds: file.forgottenAt == nil ? deeds(whole, path, visit) : []))
  }

  private func deeds(_ whole: WholeFile, _ path: String, _ visit: Visit) -> [PageDeed] {
    let file = whole.file
    var deeds: [PageDeed] = []
    if file.state == .draft { deeds.append(visit.deed("\(path)/move", "submit", [visit.hidden("move", "submit")], isMain: true)) }
    if let offer = whole.offers.first(where: { $0.stands(on: visit.today) }), visit.viewer.may(.makeOffers) {
      deeds += visit.offerDeeds(offer, path: path, chain: whole.chains.first { $0.id == offer.chain })
    }
    if !file.state.isOver { deeds.append(visit.deed("\(path)/papers", "paper", visit.paperFields, isUpload: true)) }
    let moves = ApplicationMove.allCases.filter { $0.isByHand && $0.isAllowed(from: file.state) }
    if !moves.isEmpty {
      let options = moves.map { Field.Option($0.rawValue, visit.text("demand.move.\($0.rawValue)")) }
      let causes =
        [Field.Option("", visit.text("demand.field.byDays"))]
        + LossCause.named.map { Field.Option($0.rawValue, visit.text("demand.cause.\($0.rawValue)")) }
      deeds.append(
        visit.deed(
          "\(path)/move", "move",
          [
            visit.field("move", .select, label: "demand.field.move", required: true, options: options),
            visit.field("cause", .select, label: "demand.field.cause", options: causes), visit.reason(required: false),
          ], isOpen: visit.url == "\(path)/move" && file.state != .draft))
    }
    for paper in whole.papers where paper.turnedDownAt == nil {
      let name = visit.text("demand.deed.turnDown.name", ["paper": visit.text("demand.paper.\(paper.kind.rawValue)")])
      let address = "\(path)/papers/\(paper.id)/turn-down"
      deeds.append(
        PageDeed(
          address, name, hint: visit.text("demand.deed.turnDown.hint"), fields: [visit.reason()].said(visit.isSaid(at: address)),
          isDangerous: true,
          isOpen: visit.url == address))
    }
    deeds.append(visit.deed("\(path)/link", "link", [visit.box("revoke", label: "demand.field.revoke", ticked: false)]))
    return deeds
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let enquiry = ID<Enquiry>(checking: visit.isShownAgain ? visit.form["enquiry"] : visit.query["enquiry"])
    let (found, levels, organisations) = try await visit.database.read { transaction in
      (try enquiry.flatMap { try transaction.enquiry($0) }, try transaction.levels(), try transaction.organisationNames())
    }
    let known = found.map { enquiry -> ApplicationFacts in
      var wish = Wish(earliest: enquiry.wantedFrom ?? visit.today)
      (wish.cells, wish.area) = (enquiry.wantedCells, enquiry.wantedArea)
      wish.kind = enquiry.need == .module ? "module" : enquiry.need == .office ? "office" : nil
      var facts = ApplicationFacts(
        name: enquiry.organisation.isEmpty ? enquiry.name : enquiry.organisation, contact: enquiry.name, email: enquiry.email, wish: wish)
      (facts.phone, facts.language, facts.message) = (enquiry.phone, enquiry.language, enquiry.message)
      return facts
    }
    return .page(
      DemandFormPage(
        title: visit.text("demand.files.newTitle"), lead: visit.text("demand.files.newLead"), path: "/applications",
        hidden: [visit.hidden("enquiry", found?.id.text ?? "")],
        groups: visit.fileGroups(known, levels: levels) + [house(nil, organisations, visit)], tables: [],
        save: visit.text("demand.files.open"),
        cancelPath: "/applications"))
  }

  func editForm(_ visit: Visit) async throws -> Answer {
    let id: ID<Application> = try visit.id("application")
    let (found, levels, organisations) = try await visit.database.read { transaction in
      (try transaction.application(id), try transaction.levels(), try transaction.organisationNames())
    }
    guard let file = found, file.forgottenAt == nil else { throw Refusal.notFound }
    return .page(
      DemandFormPage(
        title: visit.text("demand.files.editTitle", ["name": file.facts.name]), lead: nil, path: "/applications/\(id)", hidden: [],
        groups: visit.fileGroups(file.facts, levels: levels) + [house(file.organisation, organisations, visit)], tables: [],
        save: visit.text("demand.page.save"), cancelPath: "/applications/\(id)"))
  }

  private func house(_ known: OrganisationID?, _ all: [(id: OrganisationID, name: String)], _ visit: Visit) -> DemandFormPage.Group {
    let options = [Field.Option("", visit.text("demand.field.newcomer"))] + all.map { Field.Option($0.id.text, $0.name) }
    return DemandFormPage.Group(
      legend: visit.text("demand.group.house"),
      fields: [
        visit.field(
          "organisation", .select, label: "demand.field.organisation", value: known?.text, hint: "demand.field.organisationHint",
          options: options)
      ])
  }
}
