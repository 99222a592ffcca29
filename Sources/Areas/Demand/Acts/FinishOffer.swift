import Kernel
import Spaces
import Store
import Web

extension Transaction {
  /// Brings offers to what their holds are by now. How many ended.
  @discardableResult
  borrowing func settleOffers(base: String, at now: Instant) throws -> Int {
    let today = HouseTime.mulhouse.day(of: now)
    _ = try ExpireHolds().perform(in: self, for: .house, at: now)
    var count = 0
    // A chain that goes on makes offers of its own: those found now are all that can be over.
    for found in try openHouseOffers() {
      // Ended meanwhile, with the file of one before it.
      guard let offer = try houseOffer(found.id), offer.endedAt == nil else { continue }
      let hold = try standing(of: offer)
      if let hold, hold.endedAt == nil, hold.kind != .let, let expiry = hold.expiresOn {
        // Spaces was asked for more time, or less.
        if expiry != offer.expiresOn { try run("UPDATE offers SET expires_on = \(expiry) WHERE id = \(offer.id)") }
        continue
      }
      if hold == nil, today < offer.expiresOn { continue }
      let how: OfferEnd =
        switch hold?.endedHow {
        // What it was for is let.
        case _ where hold?.kind == .let: .accepted
        case .expired, nil: .expired
        default: .withdrawn
        }
      try finish(offer, how, by: Viewer.house.name, reason: hold?.endedReason ?? "", continues: how == .expired, base: base, at: now)
      count += 1
    }
    try settleAgreed(base: base, at: now)
    return count
  }

  /// Who accepted and whose cells are gone without a lease waits again; whose lease is signed after all is agreed.
  private borrowing func settleAgreed(base: String, at now: Instant) throws {
    for file in try applications(in: [.agreed, .accepted, .waiting]) {
      guard let offer = try houseOffers(of: file.id).last(where: { $0.endedHow == .accepted }), let hold = try standing(of: offer) else {
        continue
      }
      if file.state == .agreed {
        guard hold.kind != .let, hold.endedHow == .expired || hold.endedHow == .released,
          try lease(of: offer)?.signature == nil
        else { continue }
        try move(file, .fallThrough, reason: hold.endedReason, by: Viewer.house.name, viewer: .house, base: base, at: now)
        try tell("fallThrough", to: file, base: base, at: now) { _ in ["reason": hold.endedReason] }
      } else if let lease = try lease(of: offer), lease.signature != nil, lease.ending == nil {
        // Offered again after the promise had lapsed.
        for open in try openHouseOffers() where open.application == file.id {
          try finish(open, .withdrawn, by: Viewer.house.name, reason: lease.number, continues: true, leaving: true, base: base, at: now)
        }
        try move(file, .agree, reason: lease.number, by: Viewer.house.name, viewer: .house, base: base, at: now)
      }
    }
  }

  /// Ends an offer: gives the cells back unless it was accepted, counts, takes who declined too often off the list, asks the next.
  /// - Parameters:
  ///   - continues: whether the chain goes on.
  ///   - leaving: the file is on its way off the list already.
  borrowing func finish(
    _ offer: HouseOffer, _ how: OfferEnd, by name: String, reason: String, continues: Bool, leaving: Bool = false, base: String,
    at now: Instant
  ) throws {
    let today = HouseTime.mulhouse.day(of: now)
    let rules = try demandRules(on: today)
    let counts = !leaving && how.counts(metConstraints: offer.misfits.isEmpty, silenceCounts: rules["offer.silence"] == 1)
    try run(
      """
      UPDATE offers SET ended_at = \(now), ended_how = \(how), ended_by = \(name), ended_reason = \(reason), counts = \(counts)
      WHERE id = \(offer.id)
      """)
    try note("demand.offer.\(how.rawValue)", on: "application/\(offer.application)", by: .house, at: now, before: offer.cells, after: name)
    guard let file = try application(offer.application) else { return }
    if how == .accepted {
      try accept(offer, file, leaseDays: rules.days("offer.lease.days"), by: name, base: base, at: now)
      return
    }
    if let hold = try standing(of: offer), hold.kind != .let, hold.stands(on: today) {
      try ReleaseHold(hold.id, reason: reason, silently: true).perform(in: self, for: .house, at: now)
    }
    let refusals = try countedRefusals()[file.id] ?? 0
    if counts, rules["refusals.most"] > 0, refusals >= rules["refusals.most"] {
      try move(file, .remove, reason: reason, by: Viewer.house.name, viewer: .house, base: base, at: now)
      try tell("remove", to: file, base: base, at: now) { _ in ["count": "\(refusals)", "reason": ""] }
    } else if how == .refused || how == .expired {
      try tell(how == .refused ? "offerRefused" : "offerExpired", to: file, base: base, at: now) { _ in
        ["cells": offer.cells, "count": counts ? "\(refusals)" : "", "most": "\(rules["refusals.most"])"]
      }
    }
    if let id = offer.chain { continues ? try goOn(id, base: base, at: now) : try close(id, at: now) }
  }

  private borrowing func accept(
    _ offer: HouseOffer, _ file: Application, leaseDays: Int, by name: String, base: String, at now: Instant
  ) throws {
    let today = HouseTime.mulhouse.day(of: now)
    if let hold = try standing(of: offer), hold.kind != .let, hold.stands(on: today) {
      // No longer than the cells were offered for.
      let last = today + max(1, leaseDays)
      try ExtendOption(hold.id, expiresOn: DaySpan.earlier(hold.span.until, last) ?? last, silently: true).perform(
        in: self, for: .house, at: now)
    }
    try move(file, .agree, reason: "", by: name, viewer: .house, base: base, at: now)
    if let id = offer.chain { try close(id, at: now) }
    try tell("agree", to: file, base: base, at: now) { format in
      ["cells": offer.cells, "from": format.day(offer.from), "until": format.day(today + max(1, leaseDays) - 1)]
    }
  }

  private borrowing func close(_ chain: ID<OfferChainRecord>, at now: Instant) throws {
    try run("UPDATE offer_chains SET ended_at = \(now) WHERE id = \(chain) AND ended_at IS NULL")
  }

  /// The next of the list whom these cells suit is offered them; without one the chain ends.
  private borrowing func goOn(_ id: ID<OfferChainRecord>, base: String, at now: Instant) throws {
    guard let chain = try chain(id), chain.endedAt == nil else { return }
    let today = HouseTime.mulhouse.day(of: now)
    let from = max(chain.from, today)
    let looked = try wished(try cells(of: id))
    let asked = Set(try houseOffers(of: id).map(\.application))
    let list = try waitingList(on: today)
    let open = Set(try openHouseOffers().map(\.application))
    let next = OfferChain.next(
      list.map { listed in
        ChainCandidate(
          id: listed.application.id.text, place: listed.rank.place,
          misfits: listed.application.facts.wish.misfits(
            looked.wished, from: from, monthlyRent: chain.monthlyRent, isConnected: looked.isConnected),
          hasStandingOffer: open.contains(listed.application.id), hadOfferInChain: asked.contains(listed.application.id))
      })
    guard chain.inTurn, chain.until.map({ from < $0 }) ?? true, let next,
      let file = list.first(where: { $0.application.id.text == next.id })?.application
    else { return try close(id, at: now) }
    do {
      _ = try offer(
        file, chain, cells: looked.cells, from: from, expiresOn: today + chain.answerDays, misfits: [], despite: "", viewer: .house,
        base: base,
        at: now)
    } catch is Refusal {
      // Decided by the rules before anything was written: somebody who waited in a queue has the cells now.
      try close(id, at: now)
    }
  }
}
