import Kernel
import People

/// A session as one reader may see it.
struct WholeSession: Sendable {
  let session: CommitteeSession
  let members: [CommitteeMember]
  let items: [CommitteeItem]
  let recusals: [Recusal]
  let reader: PersonID?

  /// Who left the room for a file does not see its score.
  func hides(_ item: CommitteeItem) -> Bool { recusals.contains { $0.item == item.id && $0.person == reader } }
}

/// A file before the committee, as one reader may see it.
struct WholeItem: Sendable {
  let item: CommitteeItem
  let session: CommitteeSession
  let file: WholeFile
  let members: [CommitteeMember]
  let criteria: [NamedCriterion]
  let recusals: [Recusal]
  /// Empty for who left the room.
  let scores: [GivenScore]
  let score: CommitteeScore?
  let isMember: Bool
  let isRecused: Bool
}
