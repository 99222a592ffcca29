import Kernel
import Spaces
import Store
import Web

extension OfferRoutes {
  private func listed(_ visit: Visit) async throws -> [ListedFile] {
    try await visit.database.read { try $0.waitingList(on: visit.today, readBy: visit.viewer.person) }
  }

  /// In the order of the points unless another is asked for.
  private func sorted(_ visit: Visit) async throws -> (ListQuery, all: [ListedFile]) {
    let list = visit.list(sorts: ["place", "name", "listed", "earliest", "cells"], size: 50)
    let found = try await listed(visit).filter { list.finds("\($0.application.facts.name) \($0.application.facts.activity)") }
    let up: [ListedFile] =
      switch list.sort {
      case "name": found.sorted(byFolding: \.application.facts.name)
      case "listed": found.sorted { ($0.application.listedAt?.seconds ?? 0) < ($1.application.listedAt?.seconds ?? 0) }
      case "earliest": found.sorted { $0.application.facts.wish.earliest < $1.application.facts.wish.earliest }
      case "cells": found.sorted { $0.application.facts.wish.size < $1.application.facts.wish.size }
      default: found
      }
    return (list, list.isDescending ? up.reversed() : up)
  }

  func waitingList(_ visit: Visit) async throws -> Answer {
    let (list, all) = try await sorted(visit)
    let columns = [
      ListColumn("demand.column.place", sort: "place", isNumber: true), ListColumn("demand.column.name", sort: "name"),
      ListColumn("demand.column.points", isNumber: true), ListColumn("demand.column.why"), ListColumn("demand.column.need", sort: "cells"),
      ListColumn("demand.column.earliest", sort: "earliest"), ListColumn("demand.column.listed", sort: "listed"),
      ListColumn("demand.column.refusals", isNumber: true), ListColumn("demand.column.state"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.list.title"), lead: visit.text("demand.list.lead"),
        actions: [
          PageLink(visit.text("demand.offers.title"), "/offers"), PageLink(visit.text("demand.rules.title"), "/demand-rules"),
          PageLink(visit.text("demand.unmet.title"), "/unmet-demand"),
        ], csv: "/waiting-list.csv"), list, total: all.count, columns: columns, rows: list.slice(all).map { line($0, visit) })
  }

  private func line(_ listed: ListedFile, _ visit: Visit) -> PageRow {
    let (file, format) = (listed.application, visit.format)
    let best = listed.rank.terms.filter { $0.points != 0 && !(listed.isScoreHidden && $0.criterion == .committee) }.sorted {
      $0.points.magnitude > $1.points.magnitude
    }.prefix(3)
    let why = best.map { "\(visit.text("demand.rank.\($0.criterion.rawValue)")) \(Scores.text($0.points, format))" }.joined(
      separator: " · ")
    let state = listed.openOffer != nil ? "offered" : file.askedOn != nil ? "asked" : file.state.rawValue
    return PageRow([
      PageCell(format.number(listed.rank.place)),
      PageCell(file.facts.name, path: "/applications/\(file.id)", isHead: true),
      PageCell(listed.isScoreHidden ? "—" : Scores.text(listed.rank.points, format)),
      PageCell(why),
      PageCell(visit.need(file.facts.wish).replacing(" ", with: "\u{A0}")),
      PageCell(format.shortDay(file.facts.wish.earliest)),
      PageCell(file.listedOn.map { format.shortDay($0) } ?? "—"),
      PageCell(format.number(listed.countedRefusals)),
      PageCell(
        visit.text("demand.listed.\(state)"),
        badge: listed.openOffer != nil ? "badge-offer" : state == "accepted" ? "badge-free" : "badge-option"),
    ])
  }

  func waitingListCSV(_ visit: Visit) async throws -> Answer {
    let all = try await sorted(visit).all
    let criteria = RankCriterion.allCases
    let names = ["place", "name", "points", "cells", "earliest", "listed", "refusals"].map { visit.text("demand.column.\($0)") }
    return .csv(
      names + criteria.map { visit.text("demand.rank.\($0.rawValue)") },
      all.map { listed in
        let file = listed.application
        let shown = listed.rank.terms.filter { !(listed.isScoreHidden && $0.criterion == .committee) }
        let points = Dictionary(shown.map { ($0.criterion, $0.points) }, uniquingKeysWith: { first, _ in first })
        return [
          String(listed.rank.place), file.facts.name, listed.isScoreHidden ? "" : Scores.text(listed.rank.points, visit.format),
          String(file.facts.wish.size),
          file.facts.wish.earliest.description, file.listedOn?.description ?? "", String(listed.countedRefusals),
        ] + criteria.map { points[$0].map { Scores.text($0, visit.format) } ?? "" }
      }, name: "waiting-list-\(visit.today).csv")
  }
  func waitingListJSON(_ visit: Visit) async throws -> Answer { .json(try await listed(visit).map { ListedJSON($0) }) }

  private func found(_ visit: Visit) async throws -> (ListQuery, all: [HouseOffer]) {
    let list = visit.list(sorts: ["-made", "applicant", "expires"], size: 50)
    let asked = visit.query["state"]
    let found = try await visit.database.read { try $0.houseOffers() }.filter { offer in
      list.finds("\(offer.applicant) \(offer.cells)") && (asked.isEmpty || (offer.end(on: visit.today)?.rawValue ?? "open") == asked)
    }
    let up: [HouseOffer] =
      switch list.sort {
      case "applicant": found.sorted(byFolding: \.applicant)
      case "expires": found.sorted { $0.expiresOn < $1.expiresOn }
      default: found.reversed()
      }
    return (list, list.isDescending ? up.reversed() : up)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, all) = try await found(visit)
    let columns = [
      ListColumn("demand.column.name", sort: "applicant"), ListColumn("demand.column.cells"), ListColumn("demand.column.state"),
      ListColumn("demand.column.area", isNumber: true), ListColumn("demand.column.from"), ListColumn("demand.column.rent", isNumber: true),
      ListColumn("demand.column.scheme"), ListColumn("demand.column.expires", sort: "expires"), ListColumn("demand.column.reason"),
    ]
    let states = ["open"] + OfferEnd.allCases.map(\.rawValue)
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.offers.title"), lead: visit.text("demand.offers.lead"),
        actions: [PageLink(visit.text("demand.list.title"), "/waiting-list")], csv: "/offers.csv",
        filters: [
          visit.filter(
            "state", label: "demand.column.state", options: states.map { Field.Option($0, visit.text("demand.end.\($0)")) },
            all: "demand.files.all")
        ]), list, total: all.count, columns: columns,
      rows: list.slice(all).map { offer in
        let cells = visit.offerCells(offer, mayOpen: false)
        let first = PageCell(offer.cells, path: offer.hold.map { "/holds/\($0)" })
        return PageRow(
          [PageCell(visit.named(offer.applicant), path: "/applications/\(offer.application)"), first]
            + cells.dropFirst())
      })
  }
  func listCSV(_ visit: Visit) async throws -> Answer {
    let all = try await found(visit).all
    let names = ["name", "cells", "state", "area", "from", "rent", "scheme", "made", "expires", "reason"]
    return .csv(
      names.map { visit.text("demand.column.\($0)") },
      all.map { offer in
        [
          offer.applicant, offer.cells, visit.text("demand.end.\(offer.end(on: visit.today)?.rawValue ?? "open")"),
          visit.format.typed(offer.area),
          offer.from.description, offer.monthlyRent.map { visit.format.typed($0) } ?? "",
          offer.schemeName(in: visit.language) ?? "", visit.house.day(of: offer.madeAt).description,
          (offer.expiresOn - 1).description, offer.endedReason,
        ]
      }, name: "offers-\(visit.today).csv")
  }
  func listJSON(_ visit: Visit) async throws -> Answer { .json(try await found(visit).all.map { OfferJSON($0, on: visit.today) }) }
}
