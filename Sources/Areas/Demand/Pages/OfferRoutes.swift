import Kernel
import Leasing
import Spaces
import Store
import Web

/// The waiting list, and what is offered to it.
package struct OfferRoutes: Sendable {
  let shelf: PlanShelf

  package var table: [Route] {
    [
      .get("/waiting-list", .needs(.keepFiles), waitingList),
      .get("/waiting-list.csv", .needs(.keepFiles), waitingListCSV),
      .get("/offers", .needs(.keepFiles), list),
      .get("/offers.csv", .needs(.keepFiles), listCSV),
      .get("/applications/:application/offer", .needs(.makeOffers), form),
      .post("/applications/:application/offer", .needs(.makeOffers), make, shownBy: form),
      .post("/applications/:application/offer-answer", .needs(.makeOffers), answer, shownBy: FileRoutes().show),
      .post("/offers/:offer/withdraw", .needs(.makeOffers), withdraw, shownBy: list),
      .post("/offer-chains/:chain/end", .needs(.makeOffers), endChain, shownBy: list),

      .get("/api/waiting-list", .needs(.keepFiles), waitingListJSON),
      .get("/api/offers", .needs(.keepFiles), listJSON),
      .post("/api/applications/:application/offer", .needs(.makeOffers), makeJSON),
      .post("/api/applications/:application/offer-answer", .needs(.makeOffers), answerJSON),
      .post("/api/offers/:offer/withdraw", .needs(.makeOffers), withdrawJSON),
      .post("/api/offer-chains/:chain/end", .needs(.makeOffers), endChainJSON),
    ]
  }

  func make(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await making(visit))
    return .see("/applications/\(visit.path("application"))").saying("demand.done.offered")
  }
  func makeJSON(_ visit: Visit) async throws -> Answer {
    try await offerJSON(visit, try await visit.perform(try await making(visit)), status: 201)
  }
  func answer(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try visit.answeringOffer(.file(try visit.id("application"))))
    return .see("/applications/\(visit.path("application"))").saying("demand.done.saved")
  }
  func answerJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<Application> = try visit.id("application")
    try await visit.perform(try visit.answeringOffer(.file(id)))
    let offers = try await visit.database.read { try $0.houseOffers(of: id) }
    guard let last = offers.last(where: { $0.endedAt != nil }) else { throw Refusal.notFound }
    return .json(OfferJSON(last, on: visit.today))
  }
  func withdraw(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try withdrawing(visit))
    return .see("/offers").saying("demand.done.saved")
  }
  func withdrawJSON(_ visit: Visit) async throws -> Answer {
    let act = try withdrawing(visit)
    try await visit.perform(act)
    return try await offerJSON(visit, act.offer, status: 200)
  }
  func endChain(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndOfferChain(try visit.id("chain")))
    return .see("/offers").saying("demand.done.saved")
  }
  func endChainJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndOfferChain(try visit.id("chain")))
    return .done
  }
  private func offerJSON(_ visit: Visit, _ id: ID<HouseOffer>, status: Int) async throws -> Answer {
    guard let offer = try await visit.database.read({ try $0.houseOffer(id) }) else { throw Refusal.notFound }
    return .json(OfferJSON(offer, on: visit.today), status: status)
  }

  private func withdrawing(_ visit: Visit) throws -> WithdrawOffer {
    let id: ID<HouseOffer> = try visit.id("offer")
    return WithdrawOffer(id, reason: try visit.reading { $0.requiredText("reason", limit: 1000, lines: true) }, base: visit.base)
  }

  /// Cells are named by their numbers on the doors.
  private func making(_ visit: Visit) async throws -> OfferCells {
    let id: ID<Application> = try visit.id("application")
    var reader = InputReader(visit.form)
    let typed = visit.form.all("cells").joined(separator: " ")
    let from = reader.requiredDay("from")
    let last = reader.day("last")
    let rent = reader.money("monthly_rent")
    let expires = Expiry.read(&reader, visit)
    let despite = reader.text("despite", limit: 1000, lines: true) ?? ""
    let note = reader.text("note", limit: 1000, lines: true) ?? ""
    if let last, let from, last < from { reader.problems.add("kernel.problem.reversed", field: "last") }
    let codes = typed.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init).filter { !$0.utf8.contains(0) }
    let day = from ?? visit.today
    let found =
      codes.isEmpty || codes.count > 200
      ? [:] : try await visit.database.read { try $0.cells(typed: codes, on: day).compactMapValues(\.first?.id) }
    let unknown = codes.filter { found[$0] == nil }
    if codes.isEmpty {
      reader.problems.add("kernel.problem.missing", field: "cells")
    } else if !unknown.isEmpty {
      reader.problems.add("demand.problem.unknownCells", field: "cells", ["cells": unknown.prefix(10).joined(separator: ", ")])
    }
    let inTurn = reader.flag("in_turn")
    let scheme: ID<Scheme>? = reader.id("scheme")
    try reader.finish()
    return OfferCells(
      id, cells: codes.compactMap { found[$0] }, from: day, until: last.map { $0 + 1 }, monthlyRent: rent, scheme: scheme,
      expiresOn: expires, despite: despite, inTurn: inTurn, note: note, base: visit.base)
  }
}

extension Visit {
  func answeringOffer(_ key: FileKey) throws -> AnswerOffer {
    let (answer, reason) = try reading { reader in
      (reader.requiredChoice("answer", of: OfferAnswer.self), reader.text("reason", limit: 1000, lines: true) ?? "")
    }
    return AnswerOffer(key, accepts: answer == .accept, reason: reason, base: base)
  }

  func offerDeeds(_ offer: HouseOffer, path: String, chain: OfferChainRecord?) -> [PageDeed] {
    let answers = options(of: OfferAnswer.self, texts: "demand.answer")
    var deeds = [
      deed(
        "\(path)/offer-answer", "answer",
        [field("answer", .select, label: "demand.field.answer", required: true, options: answers), reason(required: false)], isMain: true),
      deed("/offers/\(offer.id)/withdraw", "withdrawOffer", [reason()], isDangerous: true),
    ]
    if let chain, chain.inTurn, chain.endedAt == nil { deeds.append(deed("/offer-chains/\(chain.id)/end", "endChain")) }
    return deeds
  }

  func offerTable(_ offers: [HouseOffer], mayOpen: Bool) -> PageTable {
    PageTable(
      text("demand.page.offers"),
      columns: [
        column("cells"), column("state"), column("area", isNumber: true), column("from"), column("rent", isNumber: true), column("scheme"),
        column("expires"), column("reason"),
      ], rows: offers.reversed().map { PageRow(offerCells($0, mayOpen: mayOpen)) }, empty: text("demand.page.noOffers"))
  }

  func offerCells(_ offer: HouseOffer, mayOpen: Bool) -> [PageCell] {
    let end = offer.end(on: today)
    let counted = offer.counts ? text("demand.page.counted") : nil
    let broken =
      offer.misfits.isEmpty
      ? nil : text("demand.page.despite", ["misfits": offer.misfits.map { text("demand.misfit.\($0.rawValue)") }.joined(separator: ", ")])
    let words = [offer.endedReason.isEmpty ? nil : offer.endedReason, counted, broken].compactMap(\.self)
    return [
      PageCell(offer.cells, path: mayOpen ? offer.hold.map { "/holds/\($0)" } : nil),
      PageCell(
        text(end.map { "demand.end.\($0.rawValue)" } ?? "demand.end.open"),
        badge: end == nil ? "badge-offer" : end == .accepted ? "badge-done" : "badge-works"),
      PageCell(offer.area == .zero ? "—" : format.area(offer.area)),
      PageCell(format.shortDay(offer.from)),
      PageCell(offer.monthlyRent.map { format.money($0) } ?? "—"),
      PageCell(offer.schemeName(in: language) ?? "—"),
      PageCell(format.shortDay(offer.expiresOn - 1)),
      PageCell(words.isEmpty ? "—" : words.joined(separator: " · ")),
    ]
  }
}

/// What is said to an offer.
enum OfferAnswer: String, Sendable, CaseIterable { case accept, refuse }
