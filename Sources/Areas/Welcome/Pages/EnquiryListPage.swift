import Kernel
import Store
import Web

/// An enquiry as the API gives it.
struct EnquiryJSON: Encodable, Sendable {
  let id: ID<Enquiry>
  let receivedAt: Instant
  let name: String
  let organisation: String
  let email: String
  let phone: String
  let need: Need
  let cells: Int?
  let area: FloorArea?
  let from: Day?
  let message: String
  let handledAt: Instant?
  let handledBy: String?
  let note: String
  let reply: String

  init(_ enquiry: Enquiry) {
    (id, receivedAt, name, organisation) = (enquiry.id, enquiry.receivedAt, enquiry.name, enquiry.organisation)
    (email, phone, need, cells) = (enquiry.email, enquiry.phone, enquiry.need, enquiry.wantedCells)
    (area, from, message) = (enquiry.wantedArea, enquiry.wantedFrom, enquiry.message)
    (handledAt, handledBy, note, reply) = (enquiry.handledAt, enquiry.handledBy, enquiry.handledNote, enquiry.reply)
  }
}

extension WelcomeRoutes {
  func enquiries(_ visit: Visit) async throws -> Answer {
    let (list, found, total) = try await found(visit, size: 50)
    let rows = found.map { enquiry in
      PageRow([
        PageCell(visit.format.shortMoment(enquiry.receivedAt, in: visit.house)),
        PageCell(
          enquiry.forgottenAt == nil ? enquiry.name : visit.text("welcome.enquiries.forgotten"), path: "/enquiries/\(enquiry.id)",
          isHead: true),
        PageCell(enquiry.organisation), PageCell(visit.text("welcome.need.\(enquiry.need.rawValue)")),
        PageCell(state(enquiry, visit), badge: enquiry.handledAt == nil ? "badge-offer" : ""),
      ])
    }
    let open = [Field.Option("open", visit.text("welcome.enquiries.onlyOpen"))]
    return visit.listPage(
      ListFrame(
        title: visit.text("welcome.enquiries.title"), actions: [PageLink(visit.text("welcome.enquiries.form"), "/enquiry")],
        csv: "/enquiries.csv",
        filters: [visit.filter("state", label: "welcome.enquiries.state", options: open, all: "welcome.enquiries.all")]), list,
      total: total, columns: ["received", "name", "organisation", "need", "state"].map { ListColumn("welcome.enquiries.\($0)") },
      rows: rows, hint: "welcome.enquiries.none")
  }

  func enquiriesCSV(_ visit: Visit) async throws -> Answer {
    let (_, found, _) = try await found(visit, size: 100_000)
    let names =
      ["received", "name", "organisation", "need", "state"].map { visit.text("welcome.enquiries.\($0)") }
      + ["email", "phone", "cells", "area", "from", "message"].map { visit.text("welcome.enquiry.\($0)") }
    let rows = found.map { enquiry in
      [
        enquiry.receivedAt.iso, enquiry.name, enquiry.organisation, visit.text("welcome.need.\(enquiry.need.rawValue)"),
        state(enquiry, visit),
        enquiry.email, enquiry.phone, enquiry.wantedCells.map { String($0) } ?? "", enquiry.wantedArea.map { visit.format.typed($0) } ?? "",
        enquiry.wantedFrom?.description ?? "", enquiry.message,
      ]
    }
    return .csv(names, rows, name: "enquiries-\(visit.today).csv")
  }

  func enquiriesJSON(_ visit: Visit) async throws -> Answer {
    let (_, found, total) = try await found(visit, size: 100)
    return .json(found.map(EnquiryJSON.init)).with("x-total-count", String(total))
  }

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, [Enquiry], Int) {
    let list = visit.list(sorts: ["-received"], size: size)
    let onlyOpen = visit.query["state"] == "open"
    let (rows, total) = try await visit.database.read { transaction in
      (
        try transaction.enquiries(search: list.words, onlyOpen: onlyOpen, limit: list.size, offset: list.offset),
        try transaction.enquiryCount(search: list.words, onlyOpen: onlyOpen)
      )
    }
    return (list, rows, total)
  }

  private func state(_ enquiry: Enquiry, _ visit: Visit) -> String {
    visit.text(enquiry.handledAt == nil ? "welcome.enquiries.open" : "welcome.enquiries.handled")
  }
}
