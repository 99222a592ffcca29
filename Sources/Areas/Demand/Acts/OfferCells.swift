import Kernel
import Leasing
import People
import Spaces
import Store
import Web

/// Offers cells to a file of the waiting list: they are held until it answers. In turn: whoever declines is followed by the next of the list.
package struct OfferCells: Act {
  package let application: ID<Application>
  package let cells: [ID<Cell>]
  package let from: Day
  package let until: Day?
  package let monthlyRent: Money?
  /// What the lease will be; nil leaves it open.
  package let scheme: ID<Scheme>?
  /// nil: as many days as the parameters say.
  package let expiresOn: Day?
  /// Why it is made although it breaks what was asked for.
  package let despite: String
  package let inTurn: Bool
  package let note: String
  package let base: String

  package init(
    _ application: ID<Application>, cells: [ID<Cell>], from: Day, until: Day? = nil, monthlyRent: Money? = nil, scheme: ID<Scheme>? = nil,
    expiresOn: Day? = nil, despite: String = "", inTurn: Bool = false, note: String = "", base: String
  ) {
    (self.application, self.cells, self.from, self.until, self.monthlyRent) = (application, cells, from, until, monthlyRent)
    self.scheme = scheme
    (self.expiresOn, self.despite, self.inTurn, self.note, self.base) = (expiresOn, despite, inTurn, note, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<HouseOffer> {
    let opened = try transaction.open(.file(application), needing: .makeOffers, for: viewer)
    try transaction.settleOffers(base: base, at: now)
    guard let file = try transaction.application(opened.file.id) else { throw Refusal.notFound }
    if !file.state.isListed { throw Refusal.conflict("demand.problem.notListed") }
    if try transaction.openHouseOffers().contains(where: { $0.application == file.id }) {
      throw Refusal.conflict("demand.problem.hasOffer")
    }
    let today = HouseTime.mulhouse.day(of: now)
    let days = try transaction.demandRules(on: today).days("offer.days")
    let expires = expiresOn ?? today + max(1, days)
    // Whoever is asked next has as long to answer.
    if expires > today + 366 { throw Refusal.invalid("demand.problem.expiryFar", field: "expires_on") }
    if let scheme, try transaction.schemeVersion(of: scheme, on: from) == nil {
      throw Refusal.invalid("kernel.problem.choice", field: "scheme")
    }
    let looked = try transaction.wished(cells)
    if looked.cells.isEmpty { throw Refusal.invalid("spaces.problem.noCells", field: "cells") }
    let broken = file.facts.wish.broken(looked.wished, from: from, monthlyRent: monthlyRent, isConnected: looked.isConnected)
    if !broken.isEmpty, despite.isEmpty { throw Refusal(.invalid, broken.map(\.problem)) }
    let chain = ID<OfferChainRecord>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO offer_chains (id, made_at, made_by, in_turn, from_day, until_day, monthly_rent, scheme, answer_days, note)
      VALUES (\(chain), \(now), \(viewer.name), \(inTurn), \(from), \(until), \(monthlyRent), \(scheme), \(max(1, expires - today)), \(note))
      """)
    for cell in Set(cells).sorted() { try transaction.run("INSERT INTO offer_chain_cells (chain, cell) VALUES (\(chain), \(cell))") }
    guard let record = try transaction.chain(chain) else { throw Refusal.notFound }
    return try transaction.offer(
      file, record, cells: looked.cells, from: from, expiresOn: expires, misfits: broken.map(\.misfit), despite: despite, viewer: viewer,
      base: base,
      at: now)
  }
}

extension Broken {
  /// For the words that tell it, in the list of places as in the refusal.
  var arguments: [String: String] {
    switch gap {
    case .none: [:]
    case .money(let money): ["gap": money.decimal]
    case .area(let area): ["gap": area.decimal]
    case .days(let days): ["gap": "\(days)"]
    case .number(let number): ["gap": number > 0 && misfit == .count ? "+\(number)" : "\(number)".replacing("-", with: "−")]
    }
  }
  /// Asks why it is offered nevertheless.
  var problem: Problem { Problem("demand.problem.misfit.\(misfit.rawValue)", field: "despite", arguments) }
}

extension Transaction {
  /// Holds the cells in Spaces, writes the offer, tells the applicant.
  borrowing func offer(
    _ file: Application, _ chain: OfferChainRecord, cells: [Cell], from: Day, expiresOn: Day, misfits: [Misfit], despite: String,
    viewer: Viewer, base: String, at now: Instant
  ) throws -> ID<HouseOffer> {
    let organisation = try organisation(of: file, viewer: viewer, at: now)
    let hold = try MakeOffer(
      organisation: organisation, cells: .exactly(cells.map(\.id)), start: .day(from), until: chain.until, expiresOn: expiresOn,
      monthlyRent: chain.monthlyRent, reason: chain.note
    ).perform(in: self, for: viewer, at: now)
    let id = ID<HouseOffer>.fresh(at: now)
    let codes = cells.map(\.code).joined(separator: " ")
    let area = cells.reduce(FloorArea.zero) { $0 + $1.area }
    try run(
      """
      INSERT INTO offers (id, application, chain, hold, cells, area, made_at, made_by, from_day, expires_on, monthly_rent, scheme, misfits,
        despite)
      VALUES (\(id), \(file.id), \(chain.id), \(hold), \(codes), \(area), \(now), \(viewer.name), \(from), \(expiresOn), \(chain.monthlyRent),
        \(chain.scheme), \(misfits.map(\.rawValue).joined(separator: " ")), \(despite))
      """)
    let place = try waitingList(on: HouseTime.mulhouse.day(of: now)).first { $0.application.id == file.id }?.rank.place ?? 0
    try note("demand.offer.make", on: file.subject, by: viewer, at: now, after: "\(codes), place \(place), expires \(expiresOn)")
    let scheme = try houseOffer(id)?.schemeName(in: file.facts.language) ?? ""
    try tell("offer", to: file, base: base, at: now) { format in
      [
        "scheme": scheme,
        "cells": codes, "area": format.area(area), "from": format.day(from), "rent": chain.monthlyRent.map { format.money($0) } ?? "",
        "expires": format.day(expiresOn - 1), "note": chain.note,
      ]
    }
    return id
  }

  /// The organisation a hold is written on: the one of the file, one of the same number in the register, or a new one.
  package borrowing func organisation(of file: Application, viewer: Viewer, at now: Instant) throws -> OrganisationID {
    if let known = file.organisation { return known }
    var organisation: OrganisationID?
    if let siren = file.facts.siren {
      organisation = try value("SELECT id FROM organisations WHERE siren = \(siren) ORDER BY created_at, id LIMIT 1")
    }
    let facts = OrganisationFacts(
      legalName: file.facts.name, usualName: file.facts.name, kind: file.facts.programme == .none ? .company : .startUp,
      siren: file.facts.siren, activity: file.facts.activity.isEmpty ? nil : file.facts.activity)
    let id = try organisation ?? AddOrganisation(facts).perform(in: self, for: .house, at: now)
    try run("UPDATE applications SET organisation = \(id) WHERE id = \(file.id)")
    return id
  }
}
