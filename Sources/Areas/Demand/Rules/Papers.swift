import Kernel

/// What a file may be asked to hold.
package enum PaperKind: String, Sendable, CaseIterable, Codable {
  case identity, registration, statutes, businessPlan, accounts, insurance, other
}

/// A paper as completeness looks at it.
package struct PaperFact: Hashable, Sendable {
  package let kind: PaperKind
  package let receivedOn: Day
  /// The first day on which it counts no longer, as written on it.
  package let expiresOn: Day?
  package let isTurnedDown: Bool

  package init(kind: PaperKind, receivedOn: Day, expiresOn: Day?, isTurnedDown: Bool) {
    (self.kind, self.receivedOn, self.expiresOn, self.isTurnedDown) = (kind, receivedOn, expiresOn, isTurnedDown)
  }
}

/// Which papers are asked for on a day, and for how long each counts where it says nothing itself.
package struct PaperRules: Hashable, Sendable {
  package let required: [PaperKind]
  package let days: [PaperKind: Int]

  package init(required: [PaperKind], days: [PaperKind: Int]) { (self.required, self.days) = (required, days) }

  /// The first day on which it counts no longer; nil when it always does.
  package func end(of paper: PaperFact) -> Day? { paper.expiresOn ?? days[paper.kind].map { paper.receivedOn + $0 } }

  package func counts(_ paper: PaperFact, on day: Day) -> Bool { !paper.isTurnedDown && (end(of: paper).map { day < $0 } ?? true) }

  /// Asked for and not there, or no longer good.
  package func missing(_ papers: [PaperFact], on day: Day) -> [PaperKind] {
    required.filter { kind in !papers.contains { $0.kind == kind && counts($0, on: day) } }
  }
}

/// What a file is by its first bytes, whatever its name says.
package enum PaperType: String, Sendable, CaseIterable {
  case pdf = "application/pdf"
  case png = "image/png"
  case jpeg = "image/jpeg"

  package static let mostBytes = 5 << 20
  package static let mostPapers = 50

  package init?(_ bytes: [UInt8]) {
    if bytes.starts(with: Array("%PDF-".utf8)) {
      self = .pdf
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      return nil
    }
  }

  package var ending: String {
    switch self {
    case .pdf: "pdf"
    case .png: "png"
    case .jpeg: "jpg"
    }
  }
}
