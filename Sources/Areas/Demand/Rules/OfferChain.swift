import Kernel

/// Whose turn it is for the cells of a chain.
package struct ChainCandidate: Hashable, Sendable {
  package let id: String
  /// From 1, as the list ranks them.
  package let place: Int
  package let misfits: [Misfit]
  package let hasStandingOffer: Bool
  package let hadOfferInChain: Bool

  package init(id: String, place: Int, misfits: [Misfit], hasStandingOffer: Bool, hadOfferInChain: Bool) {
    (self.id, self.place, self.misfits) = (id, place, misfits)
    (self.hasStandingOffer, self.hadOfferInChain) = (hasStandingOffer, hadOfferInChain)
  }
}

package enum OfferChain {
  /// The best of the list whom the cells suit, who has no other offer and was not asked in this chain; nil ends the chain.
  package static func next(_ candidates: [ChainCandidate]) -> ChainCandidate? {
    candidates.filter { $0.misfits.isEmpty && !$0.hasStandingOffer && !$0.hadOfferInChain }.min { $0.place < $1.place }
  }
}

/// How an offer came to its end.
package enum OfferEnd: String, Sendable, CaseIterable, Codable {
  case accepted, refused, expired, withdrawn
}

extension OfferEnd {
  /// Whether it brings the applicant nearer to leaving the list: only of cells that met what they had asked for.
  package func counts(metConstraints: Bool, silenceCounts: Bool) -> Bool {
    metConstraints && (self == .refused || (self == .expired && silenceCounts))
  }
}
