import Kernel
import Spaces
import Store

/// A scheme with its versions, as the API gives it. Ages, stays and terms are in months, shares in basis points.
struct SchemeJSON: Encodable, Sendable {
  struct Version: Encodable, Sendable {
    let from: Day
    let ageLeast: Int?
    let ageMost: Int?
    let firstTerm: Int?
    let renewalStep: Int?
    let stayLeast: Int?
    let stayMost: Int?
    let ladder: [Int64]
    let noticeMonths: Int
    let noticeDays: Int
    let isNoticeTriennial: Bool
    let depositMonthHundredths: Int64
    let vat: String
    let exit: ID<Scheme>?
    let isTacit: Bool
    let reference: String
  }
  let id: ID<Scheme>
  let code: String
  let kind: LeaseKind
  let name: String
  let versions: [Version]

  init(_ scheme: Scheme, _ versions: [SchemeVersion], _ language: Language) {
    (id, code, kind, name) = (scheme.id, scheme.code, scheme.kind, scheme.name(in: language))
    self.versions = versions.map { version in
      let terms = version.terms
      return Version(
        from: version.from, ageLeast: terms.ageLeast, ageMost: terms.ageMost, firstTerm: terms.firstTerm, renewalStep: terms.renewalStep,
        stayLeast: terms.stayLeast, stayMost: terms.stayMost, ladder: terms.ladder?.shares.map(\.basisPoints) ?? [],
        noticeMonths: terms.notice.months, noticeDays: terms.notice.days,
        isNoticeTriennial: terms.notice.onlyEachThreeYears, depositMonthHundredths: terms.depositMonths, vat: terms.vat.rawValue,
        exit: terms.exit, isTacit: terms.isTacit,
        reference: terms.reference)
    }
  }
}

struct PremisesRegimeJSON: Encodable, Sendable {
  let building: ID<Building>
  let from: Day
  let regime: VATRegime
  let declaredOn: Day?
  let reference: String

  init(_ regime: PremisesRegime) {
    (building, from, self.regime) = (regime.building, regime.from, regime.regime)
    (declaredOn, reference) = (regime.declaredOn, regime.reference)
  }
}
