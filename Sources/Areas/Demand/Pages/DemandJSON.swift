import Kernel
import Store
import Web

/// What a file needs, as programs read it. Areas in hundredths of m², amounts in cents, power in kilowatts.
struct WishJSON: Encodable, Sendable {
  let cells: Int?
  let area: FloorArea?
  let kind: String?
  let level: String?
  let contiguous: Bool
  let noise: Int64?
  let window: Bool
  let power: Int?
  let budgetCents: Money?
  let earliest: Day
  let latest: Day?

  init(_ wish: Wish) {
    (cells, area, kind, level) = (wish.cells, wish.area, wish.kind, wish.level)
    (contiguous, noise, window, power) = (wish.isContiguous, wish.noise, wish.needsWindow, wish.power)
    (budgetCents, earliest, latest) = (wish.monthlyBudget, wish.earliest, wish.latest)
  }
}

/// A file as a list has it.
struct ApplicationLineJSON: Encodable, Sendable {
  let id: ID<Application>
  let name: String
  let state: ApplicationState
  let received: Day
  let listed: Day?
  let organisation: OrganisationID?
  let need: WishJSON

  init(_ file: Application) {
    (id, name, state, received) = (file.id, file.facts.name, file.state, file.receivedOn)
    (listed, organisation, need) = (file.state.isListed ? file.listedOn : nil, file.organisation, WishJSON(file.facts.wish))
  }
}

struct RankTermJSON: Encodable, Sendable {
  let criterion: RankCriterion
  let amount: Int64
  let full: Int64
  let weight: Int64
  /// Hundredths of a point.
  let points: Int64

  init(_ term: RankTerm) {
    (criterion, amount, full, weight, points) = (term.criterion, term.amount, term.full, term.weight, term.points)
  }
}

/// A place on the waiting list and every point of it.
struct ListedJSON: Encodable, Sendable {
  let application: ApplicationLineJSON
  let place: Int
  /// Left out, with the term of the committee, for who left the room when the file was scored.
  let points: Int64?
  let terms: [RankTermJSON]
  let refusals: Int64
  let offer: ID<HouseOffer>?

  init(_ listed: ListedFile) {
    (application, place) = (ApplicationLineJSON(listed.application), listed.rank.place)
    let isHidden = listed.isScoreHidden
    points = isHidden ? nil : listed.rank.points
    terms = listed.rank.terms.filter { !isHidden || $0.criterion != .committee }.map(RankTermJSON.init)
    (refusals, offer) = (listed.countedRefusals, listed.openOffer?.id)
  }
}

struct OfferJSON: Encodable, Sendable {
  let id: ID<HouseOffer>
  let application: ID<Application>
  let applicant: String
  let chain: String?
  let hold: String?
  let cells: String
  let area: FloorArea
  let from: Day
  let expires: Day
  let monthlyRentCents: Money?
  /// The code of what the lease will be.
  let scheme: String?
  let misfits: [Misfit]
  /// `open`, `accepted`, `refused`, `expired` or `withdrawn`, seen from today.
  let state: String
  let reason: String
  let counts: Bool

  init(_ offer: HouseOffer, on day: Day) {
    (id, application, applicant) = (offer.id, offer.application, offer.applicant)
    (chain, hold, cells, area) = (offer.chain?.text, offer.hold?.text, offer.cells, offer.area)
    (from, expires, monthlyRentCents, misfits) = (offer.from, offer.expiresOn, offer.monthlyRent, offer.misfits)
    scheme = offer.schemeCode
    (state, reason, counts) = (offer.end(on: day)?.rawValue ?? "open", offer.endedReason, offer.counts)
  }
}

struct PaperJSON: Encodable, Sendable {
  let id: ID<FilePaper>
  let kind: PaperKind
  let size: Int
  let type: String
  let received: Instant
  /// The first day on which it counts no longer.
  let expires: Day?
  let turnedDown: Bool

  init(_ paper: FilePaper, _ rules: PaperRules) {
    (id, kind, size, type) = (paper.id, paper.kind, paper.size, paper.type)
    (received, expires, turnedDown) = (paper.receivedAt, rules.end(of: paper.fact), paper.turnedDownAt != nil)
  }
}

struct StepJSON: Encodable, Sendable {
  let move: ApplicationMove
  let state: ApplicationState
  let at: Instant
  let reason: String
  let cause: LossCause?

  init(_ step: ApplicationStep) { (move, state, at, reason, cause) = (step.move, step.state, step.at, step.reason, step.cause) }
}

/// A file with all that belongs to it.
struct ApplicationJSON: Encodable, Sendable {
  let id: ID<Application>
  let name: String
  let contact: String
  let email: String
  let phone: String
  let language: Language
  let siren: String?
  let activity: String
  let programme: Programme
  let people: Int
  let jobs: Int
  let message: String
  let state: ApplicationState
  let received: Day
  let listed: Day?
  let organisation: OrganisationID?
  let score: Int64?
  let need: WishJSON
  let missing: [PaperKind]
  let papers: [PaperJSON]
  let offers: [OfferJSON]
  let history: [StepJSON]

  init(_ whole: WholeFile, on day: Day? = nil, forApplicant: Bool = false) {
    let (file, facts) = (whole.file, whole.file.facts)
    (id, name, contact, email, phone) = (file.id, facts.name, facts.contact, facts.email, facts.phone)
    (language, siren, activity, programme) = (facts.language, facts.siren, facts.activity, facts.programme)
    (people, jobs, message, state) = (facts.people, facts.jobs, facts.message, file.state)
    (received, listed) = (file.receivedOn, file.state.isListed ? file.listedOn : nil)
    (organisation, score) = (file.organisation, forApplicant || whole.isScoreHidden ? nil : file.score)
    need = WishJSON(facts.wish)
    let today = day ?? whole.today
    missing = whole.missing(on: today)
    papers = whole.papers.map { PaperJSON($0, whole.rules.papers) }
    offers = whole.offers.map { OfferJSON($0, on: today) }
    history = whole.steps.map(StepJSON.init)
  }
}
