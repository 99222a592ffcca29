import Kernel
import Testing

@testable import Demand

@Suite struct OfferChainTests {
  static func candidate(_ place: Int, misfits: [Misfit] = [], offered: Bool = false, asked: Bool = false) -> ChainCandidate {
    ChainCandidate(id: "\(place)", place: place, misfits: misfits, hasStandingOffer: offered, hadOfferInChain: asked)
  }

  @Test func theBestWhomTheCellsSuitAndWhoWasNotAsked() {
    let all = [
      Self.candidate(4), Self.candidate(1, asked: true), Self.candidate(2, misfits: [.budget]), Self.candidate(3, offered: true),
      Self.candidate(5),
    ]
    #expect(OfferChain.next(all)?.id == "4")
    #expect(OfferChain.next(Array(all[1...3])) == nil)
    #expect(OfferChain.next([]) == nil)
  }

  @Test func whatCountsAsARefusal() {
    for end in OfferEnd.allCases {
      for (met, silence) in [(true, true), (true, false), (false, true), (false, false)] {
        let expected = met && (end == .refused || (end == .expired && silence))
        #expect(end.counts(metConstraints: met, silenceCounts: silence) == expected, "\(end), met \(met), silence \(silence)")
      }
    }
  }
}
