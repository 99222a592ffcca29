import Foundation
import Kernel
import Paper
import People
import Spaces
import Store

/// What one paper is about beside its lease.
enum PaperMatter: Sendable {
  case contract
  case amendment(LeaseAmendment)
  case index(LeaseRevision, base: IndexValue?, new: IndexValue?)
  case inventory(LeaseInventory, [InventoryItem], photos: [Photo])
  case notice(LeaseNotice)
  case deposit([DepositMovement])
  /// The certificate that was there before, if any, and the first day without.
  case insurance(LeaseInsurance?, from: Day)
  /// The day from which whoever is left in place has a statutory lease.
  case term(stop: Day)

  struct Photo: Sendable {
    let file: LeaseFile
    let bytes: [UInt8]
    /// nil of what was taken in before pictures were looked at, and cannot be drawn.
    let raster: Raster?

    init(_ file: LeaseFile, _ bytes: [UInt8]) { (self.file, self.bytes, raster) = (file, bytes, try? Raster(bytes)) }
    /// The page bears the very bytes: they need not travel a second time.
    var isOnPage: Bool { raster?.isWholeFile ?? false }
  }
}

/// All that a paper of a lease says, read at one moment.
struct PaperFacts: Sendable {
  let name: PaperName
  let matter: PaperMatter
  let lease: LeaseFacts
  let scheme: Scheme
  let terms: SchemeTerms
  /// Who lets, and who is let to.
  let house: BillingParty
  let tenant: BillingParty
  let cells: [Cell]
  let levels: [(level: Level, building: String)]
  /// What is drawn around the cells, by level.
  let drawn: [ID<Level>: [Cell]]
  let site: Site?
  /// The value of the quarter written in the lease.
  let baseValue: IndexValue?
  /// Of those who pay since an amendment and before it.
  let payerNames: [OrganisationID: String]
  /// The moment the paper is dated by, and by which its text is chosen.
  let made: Instant
  /// Nobody has offered it: what is printed is a draft.
  let isDraft: Bool

  /// The lease as it was agreed: amendments and revisions have papers of their own.
  var agreed: LeaseFacts {
    let steps = lease.steps.filter { $0.cause == .agreed }
    let lines = lease.lines.filter { line in steps.contains { $0.line == line.id } }
    let until = lease.lease.signature?.at ?? made
    let written = max(until, lease.lease.preparedAt)
    return LeaseFacts(
      lease: lease.lease, lines: lines, steps: steps, reductions: lease.reductions.filter { $0.madeAt <= written }, amended: [])
  }
}

extension Transaction {
  /// The papers a lease has now, in the order of its life.
  borrowing func paperNames(of lease: Lease, on day: Day) throws -> [PaperName] {
    var names = [PaperName(.contract)]
    names += try amendments(of: lease.id).map { PaperName(amendment: $0.place) }
    names += try revisions(of: lease.id).map { PaperName(revision: $0.day) }
    let inventories = try self.inventories(of: lease.id)
    if inventories.contains(where: { $0.kind == .entry }) { names.append(PaperName(.entry)) }
    if let notice = try notice(of: lease.id) { names.append(PaperName(notice.side == .tenant ? .notice : .dismissal)) }
    if let day = try uninsured(lease, on: day) { names.append(PaperName(uninsuredFrom: day)) }
    if try stop(of: lease, on: day) != nil { names.append(PaperName(.term)) }
    if inventories.contains(where: { $0.kind == .exit }) { names.append(PaperName(.exit)) }
    if try !depositMovements(of: lease.id).isEmpty { names.append(PaperName(.deposit)) }
    // A letter that was sent stays to be read when its reason is gone.
    for name in try madePapers(of: lease.id).map(\.name) where !names.contains(name) { names.append(name) }
    return names
  }

  /// The first day without insurance of a lease whose premises nothing covers now.
  borrowing func uninsured(_ lease: Lease, on day: Day) throws -> Day? {
    guard lease.signature != nil, let span = lease.span, span.contains(day), try !self.cells(of: lease.id).isEmpty else { return nil }
    let known = try insurances(of: lease.id)
    if known.contains(where: { $0.span.contains(day) }) { return nil }
    return known.compactMap(\.span.until).filter { $0 <= day }.max().map { max($0, lease.from) } ?? lease.from
  }

  /// The hard stop of a derogatory lease, from half a year before its term until it is said what follows.
  borrowing func stop(of lease: Lease, on day: Day) throws -> Day? {
    guard let until = lease.until, lease.signature != nil, lease.ending == nil, day >= until.adding(months: -6),
      let version = try schemeVersion(lease.version), try scheme(version.scheme)?.kind.isShortTerm == true
    else { return nil }
    if day >= until, try state(of: lease, on: day) != .undecided { return nil }
    return StayCounter.hardStop(after: until)
  }

  /// nil where there is no such lease, or nothing of which the paper could tell.
  borrowing func paperFacts(_ name: PaperName, of id: ID<Lease>, at now: Instant) throws -> PaperFacts? {
    guard let lease = try leaseFacts(id), let (matter, made) = try self.matter(name, of: lease.lease, at: now) else { return nil }
    let day = HouseTime.mulhouse.day(of: made)
    guard let version = try schemeVersion(lease.lease.version), let scheme = try self.scheme(version.scheme) else { return nil }
    let parties = try billingParties([lease.lease.entity, lease.lease.tenant], on: day)
    guard let house = parties[lease.lease.entity], let tenant = parties[lease.lease.tenant] else { return nil }
    let cells = try self.cells(of: id)
    let levels = try self.levels(Array(Set(cells.map(\.level))))
    let buildings = try self.buildings()
    let home = buildings.first { $0.id == levels.first?.building }
    var drawn: [ID<Level>: [Cell]] = [:]
    for level in levels { drawn[level.id] = try self.cells(of: level.id, on: lease.lease.from) }
    return PaperFacts(
      name: name, matter: matter, lease: lease, scheme: scheme, terms: version.terms, house: house, tenant: tenant, cells: cells,
      levels: levels.map { level in (level, buildings.first { $0.id == level.building }?.name ?? "") }, drawn: drawn,
      site: try home.flatMap { try self.site($0.site) } ?? sites().first,
      baseValue: try lease.lease.terms.index.flatMap { try indexValue($0.index, $0.base) }, payerNames: try payerNames(of: lease),
      made: made,
      isDraft: name.kind == .contract && lease.lease.offeredAt == nil && lease.lease.signature == nil)
  }

  private borrowing func matter(_ name: PaperName, of lease: Lease, at now: Instant) throws -> (PaperMatter, made: Instant)? {
    switch name.kind {
    case .contract: return (.contract, lease.offeredAt ?? lease.signature?.at ?? now)
    case .amendment:
      return try amendments(of: lease.id).first { "\($0.place)" == name.of }.map { (.amendment($0), $0.madeAt) }
    case .index:
      guard let revision = try revisions(of: lease.id).first(where: { "\($0.day)" == name.of }) else { return nil }
      let base = try indexValue(revision.index, revision.base)
      return (.index(revision, base: base, new: try indexValue(revision.index, revision.new)), revision.madeAt)
    case .entry, .exit:
      let kind: InventoryKind = name.kind == .entry ? .entry : .exit
      guard let found = try inventories(of: lease.id).first(where: { $0.kind == kind }) else { return nil }
      let photos = try self.photos(of: found.id).compactMap { id -> PaperMatter.Photo? in
        guard let (file, content) = try self.file(id), let bytes = Data(base64Encoded: content) else { return nil }
        return PaperMatter.Photo(file, Array(bytes))
      }
      return (.inventory(found, try items(of: found.id), photos: photos), found.madeAt)
    case .notice, .dismissal:
      guard let notice = try notice(of: lease.id), (notice.side == .tenant) == (name.kind == .notice) else { return nil }
      return (.notice(notice), notice.madeAt)
    case .insurance:
      guard let from = try uninsured(lease, on: HouseTime.mulhouse.day(of: now)), "\(from)" == name.of else { return nil }
      return (.insurance(try insurances(of: lease.id).last { $0.span.until.map { $0 <= from } ?? false }, from: from), now)
    case .term: return try stop(of: lease, on: HouseTime.mulhouse.day(of: now)).map { (.term(stop: $0), now) }
    case .deposit:
      let movements = try depositMovements(of: lease.id)
      return movements.map(\.madeAt).max().map { (.deposit(movements), $0) }
    }
  }
}
