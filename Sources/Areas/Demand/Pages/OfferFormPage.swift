import Kernel
import Leasing
import Spaces
import Store
import Web

extension OfferRoutes {
  /// The form of an offer, with what the house has that would suit.
  func form(_ visit: Visit) async throws -> Answer {
    let id: ID<Application> = try visit.id("application")
    let (found, rules, schemes) = try await visit.database.read { transaction in
      (
        try transaction.application(id), try transaction.demandRules(on: visit.today),
        try transaction.schemes()
      )
    }
    guard let file = found, file.forgottenAt == nil else { throw Refusal.notFound }
    let wish = file.facts.wish
    let from = max(Day(visit.query["from"]).flatMap { $0.year < 2200 ? $0 : nil } ?? wish.earliest, visit.today)
    let (places, nothing) = try await places(wish, from: from, visit)
    let suits = PageTable(
      visit.text("demand.offers.suiting"), hint: visit.text("demand.offers.suitingHint"),
      columns: [
        visit.column("cells"), visit.column("area", isNumber: true), visit.column("rent", isNumber: true), visit.column("fits"),
      ], rows: places.map { row($0, from: from, visit) },
      empty: nothing.map { visit.text("demand.offers.freeFrom", ["day": visit.format.day($0)]) } ?? visit.text("demand.offers.nothingSuits")
    )
    let days = max(1, rules.days("offer.days"))
    return .page(
      DemandFormPage(
        title: visit.text("demand.offers.to", ["name": file.facts.name]), lead: visit.need(wish), path: "/applications/\(id)/offer",
        hidden: [],
        groups: [
          DemandFormPage.Group(
            legend: visit.text("demand.group.offer"),
            fields: [
              visit.field(
                "cells", .text, label: "demand.field.cellsOffered", value: visit.query["cells"], required: true,
                hint: "demand.field.cellsOfferedHint"),
              visit.field("from", .date, label: "demand.field.from", value: from.description, required: true),
              visit.field("last", .date, label: "demand.field.last"),
              visit.field("monthly_rent", .money, label: "demand.field.rent", value: visit.query["rent"]),
              visit.field(
                "scheme", .select, label: "demand.field.scheme", value: usual(of: file.facts.programme, among: schemes)?.id.text,
                hint: "demand.field.schemeHint",
                options: [Field.Option("", visit.text("demand.field.schemeOpen"))]
                  + schemes.map { Field.Option($0.id.text, $0.name(in: visit.language)) }),
              Expiry.field(visit, until: visit.today + days, hint: "demand.field.offerExpiresHint"),
              visit.box("in_turn", label: "demand.field.inTurn", ticked: false, hint: "demand.field.inTurnHint"),
              visit.field("despite", .textarea, label: "demand.field.despite", hint: "demand.field.despiteHint"),
              visit.field("note", .textarea, label: "demand.field.note", hint: "demand.field.noteHint"),
            ])
        ], tables: [suits], save: visit.text("demand.offers.send"), cancelPath: "/applications/\(id)"))
  }

  /// What somebody of a programme is usually let under; nil leaves it to be chosen.
  private func usual(of programme: Programme, among schemes: [Scheme]) -> Scheme? {
    let kind: LeaseKind? =
      switch programme {
      case .incubation: .pepiniere
      case .accelerator: .accelerator
      case .none, .locomotives, .erdf: nil
      }
    return schemes.first { $0.kind == kind }
  }
}
