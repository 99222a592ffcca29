import Demand
import Kernel
import Leasing
import Payments
import Planning
import Spaces
import Store
import Tenant
import Web
import Welcome

/// What waits for somebody in each area, in the order of the menu.
enum HouseWaiting {
  static let all: [WaitingWork] = [
    WaitingWork("enquiries", at: "/enquiries", .needs(.handleEnquiries)) { transaction, _ in
      try transaction.enquiryCount(search: "", onlyOpen: true)
    },
    WaitingWork("files", at: "/applications?state=submitted", .needs(.keepFiles)) { transaction, _ in
      try transaction.applications(in: [.submitted]).count
    },
    WaitingWork("requests", at: "/requests", .needs(.answerRequests)) { transaction, _ in
      var open = RequestSearch()
      (open.onlyOpen, open.limit) = (true, 1)
      return try transaction.tenantRequests(open).total
    },
    WaitingWork("expiring", at: "/holds?state=standing&sort=expires", .needs(.writeHolds)) { transaction, today in
      try transaction.holdLines(expiringFrom: today + 1, before: today + 15).count
    },
    WaitingWork("vat", at: "/obligations?kind=vat", .needs(.writeLeases)) { transaction, today in
      try transaction.vatToAmend(on: today).count
    },
    WaitingWork("milestones", at: "/milestones", .needs(.writeMilestones)) { transaction, today in
      try transaction.milestones().count { !$0.isReached && $0.day < today }
    },
    WaitingWork("drafts", at: "/drafts", .needs(.seeScenarios)) { transaction, _ in try transaction.drafts().count(where: \.isOpen) },
    WaitingWork("movements", at: "/bank", .needs(.seePayments)) { transaction, _ in try transaction.openBankLineCount() },
  ]

  /// The side of whoever has no work in the house.
  static let own = (path: "/my", access: Access.needsSomewhere(.seeMine))
}
