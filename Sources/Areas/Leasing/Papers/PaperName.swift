import Kernel
import Store

/// What the house prints about a lease.
package enum PaperKind: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case contract, amendment, index, entry, exit
  /// The receipt of the tenant's notice; the notice the landlord gives.
  case notice, dismissal
  case deposit
  /// Formal letters: no insurance covers the premises; a derogatory lease comes to its term.
  case insurance, term

  /// Its articles bear numbers, and two parties sign it.
  package var isAgreement: Bool { self == .contract || self == .amendment }
  /// Who must be there for it: it is signed on the spot, so no window shows an address.
  package var isSignedByBoth: Bool { isAgreement || self == .entry || self == .exit }
}

/// One paper of a lease, as addresses name it: `contract`, `amendment-2`, `index-2026-02-01`, `insurance-2026-05-01`.
package struct PaperName: Hashable, Sendable, CustomStringConvertible {
  package let kind: PaperKind
  /// The number of the amendment, the day of the revision, the first day without insurance; empty where there is one of the kind.
  package let of: String

  package init(_ kind: PaperKind, of: String = "") { (self.kind, self.of) = (kind, of) }
  package init(amendment place: Int) { self.init(.amendment, of: "\(place)") }
  package init(revision day: Day) { self.init(.index, of: "\(day)") }
  package init(uninsuredFrom day: Day) { self.init(.insurance, of: "\(day)") }

  /// nil for what names no paper; an ending `.pdf` may follow.
  package init?(_ text: String) {
    let text = text.hasSuffix(".pdf") ? String(text.dropLast(4)) : text
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let kind = parts.first.flatMap(PaperKind.init(rawValue:)) else { return nil }
    let of = parts.count > 1 ? parts[1] : ""
    switch kind {
    case .amendment: guard let place = Int(of), place > 0, "\(place)" == of else { return nil }
    case .index, .insurance: guard let day = Day(of), "\(day)" == of else { return nil }
    case .contract, .entry, .exit, .notice, .dismissal, .deposit, .term: guard parts.count == 1 else { return nil }
    }
    self.init(kind, of: of)
  }

  package var description: String { of.isEmpty ? kind.rawValue : "\(kind.rawValue)-\(of)" }
}
