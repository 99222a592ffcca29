import Kernel
import Spaces
import Store

/// The applicant accepts or declines what is offered; or somebody of the house writes down what they said.
package struct AnswerOffer: Act {
  package let key: FileKey
  package let accepts: Bool
  package let reason: String
  package let base: String

  package init(_ key: FileKey, accepts: Bool, reason: String = "", base: String) {
    (self.key, self.accepts, self.reason, self.base) = (key, accepts, reason, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let opened = try transaction.open(key, needing: .makeOffers, for: viewer)
    try transaction.settleOffers(base: base, at: now)
    guard let offer = try transaction.openHouseOffers().first(where: { $0.application == opened.file.id }) else {
      throw Refusal.conflict("demand.problem.noOffer")
    }
    try transaction.finish(offer, accepts ? .accepted : .refused, by: opened.by, reason: reason, continues: true, base: base, at: now)
  }
}

/// The house takes an offer back before it was answered; with it the chain ends.
package struct WithdrawOffer: Act {
  package let offer: ID<HouseOffer>
  package let reason: String
  package let base: String

  package init(_ offer: ID<HouseOffer>, reason: String, base: String) { (self.offer, self.reason, self.base) = (offer, reason, base) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.makeOffers)
    try transaction.lock(demandLock)
    try transaction.settleOffers(base: base, at: now)
    guard let found = try transaction.houseOffer(offer) else { throw Refusal.notFound }
    if found.endedAt != nil { throw Refusal.conflict("demand.problem.offerOver") }
    try transaction.finish(found, .withdrawn, by: viewer.name, reason: reason, continues: false, base: base, at: now)
    if let file = try transaction.application(found.application) {
      try transaction.tell("offerWithdrawn", to: file, base: base, at: now) { _ in ["cells": found.cells, "reason": reason] }
    }
  }
}

/// Nobody else is asked after the one who has the offer now.
package struct EndOfferChain: Act {
  package let chain: ID<OfferChainRecord>

  package init(_ chain: ID<OfferChainRecord>) { self.chain = chain }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.makeOffers)
    try transaction.lock(demandLock)
    guard let found = try transaction.chain(chain) else { throw Refusal.notFound }
    if found.endedAt != nil { throw Refusal.conflict("demand.problem.chainOver") }
    try transaction.run("UPDATE offer_chains SET ended_at = \(now) WHERE id = \(chain)")
    try transaction.note("demand.chain.end", on: "chain/\(chain)", by: viewer, at: now)
  }
}

/// Writes down which offers have expired, and asks the next of each chain: each day, and before every act about offers.
package struct SettleOffers: Act {
  package let base: String

  package init(base: String) { self.base = base }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.makeOffers)
    try transaction.lock(demandLock)
    return try transaction.settleOffers(base: base, at: now)
  }
}
