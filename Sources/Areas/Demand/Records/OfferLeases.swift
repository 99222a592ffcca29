import Kernel
import Leasing
import Spaces
import Store

/// What became of the cells of an offer: the hold they are kept by now, and the lease that carries it out.
extension Transaction {
  /// The hold of an offer, or what took over from it.
  borrowing func standing(of offer: HouseOffer) throws -> Hold? { try offer.hold.flatMap { try heir(of: $0) } }

  /// The lease that was prepared from an offer, unless it was given up.
  borrowing func lease(of offer: HouseOffer) throws -> Lease? {
    guard let lease = try offer.hold.flatMap({ try lease(takingOver: $0) }), lease.withdrawnAt == nil else { return nil }
    return lease
  }
}

/// An offer that was accepted, and how far its lease is.
struct AgreedOffer: Sendable {
  let offer: HouseOffer
  /// What keeps its cells now.
  let hold: Hold?
  let lease: Lease?

  /// The form of the lease, filled with what was agreed; nil where there is one, or nothing is held for it any more.
  func formPath(language: Language, on today: Day) -> String? {
    guard lease == nil, let hold, hold.kind != .let, hold.stands(on: today) else { return nil }
    return "/leases/new?hold=\(hold.id)&language=\(language.rawValue)" + (offer.scheme.map { "&scheme=\($0)" } ?? "")
  }
}

extension Transaction {
  borrowing func agreed(among offers: [HouseOffer]) throws -> AgreedOffer? {
    guard let offer = offers.last(where: { $0.endedHow == .accepted }) else { return nil }
    return AgreedOffer(offer: offer, hold: try standing(of: offer), lease: try lease(of: offer))
  }
}

/// Tells leases from which application file they come.
package struct ApplicationOrigin: LeaseOrigin {
  package init() {}

  package func page(
    of hold: ID<Hold>, for viewer: Viewer, in language: Language, _ transaction: borrowing Transaction
  ) throws -> LeaseOriginPage? {
    guard viewer.may(.keepFiles) else { return nil }
    let found: ID<HouseOffer>? = try transaction.value("SELECT id FROM offers WHERE hold = \(hold)")
    guard let offer = try found.flatMap({ try transaction.houseOffer($0) }) else { return nil }
    let name = DemandLetters.texts.text("demand.page.fileOf", in: language, ["name": offer.applicant])
    return LeaseOriginPage(name: name, path: "/applications/\(offer.application)")
  }
}
