import Demand
import Kernel
import Solver
import Spaces
import Store
import Web

/// The second building: demand as the house remembers it, thousands of futures, and what they have in common.
package struct FutureRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  package var table: [Route] {
    [
      .get("/second-building", .needs(.seeFutures), list),
      .get("/second-building.csv", .needs(.seeFutures), listCSV),
      .get("/second-building/new", .needs(.makeFutures), form),
      .post("/second-building", .needs(.makeFutures), make, shownBy: form),
      .get("/second-building/:study", .needs(.seeFutures), show),
      .get("/second-building/:study/months.csv", .needs(.seeFutures), monthsCSV),
      .post("/second-building/:study/stop", .needs(.makeFutures), stop, shownBy: show),

      .get("/api/second-building", .needs(.seeFutures), listJSON),
      .post("/api/second-building", .needs(.makeFutures), makeJSON),
      .get("/api/second-building/:study", .needs(.seeFutures), showJSON),
      .post("/api/second-building/:study/stop", .needs(.makeFutures), stopJSON),
    ]
  }

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, [FutureStudy]) {
    let list = visit.list(sorts: ["-made"], size: size)
    return (
      list,
      try await visit.database.read {
        try $0.futures(words: list.foldedWords, descending: list.isDescending)
      }
    )
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, found) = try await found(visit, size: 50)
    let columns = [
      ListColumn("planning.column.name"), ListColumn("planning.column.state"),
      ListColumn("planning.column.futures", isNumber: true),
      ListColumn("planning.column.outgrown", isNumber: true), ListColumn("planning.column.likely"),
      ListColumn("planning.column.lost", isNumber: true),
      ListColumn("planning.column.lostRent", isNumber: true),
      ListColumn("planning.column.made", sort: "made"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("planning.futures.title"), lead: visit.text("planning.futures.lead"),
        actions: visit.viewer.may(.makeFutures)
          ? [PageLink(visit.text("planning.futures.new"), "/second-building/new", isMain: true)]
          : [], csv: "/second-building.csv"), list, total: found.count, columns: columns,
      rows: list.slice(found).map { study in
        let view = FutureView(study, visit)
        return PageRow([
          PageCell(study.name, path: "/second-building/\(study.id)"),
          PageCell(visit.text("planning.futureState.\(study.state.rawValue)"), badge: "badge-\(study.state == .done ? "done" : "option")"),
          PageCell(visit.format.number(study.result?.futures ?? study.study.model.futures)),
          PageCell(study.result?.outgrown.last.map { visit.share($0 * 10) } ?? "–"),
          PageCell(view.likely),
          PageCell(study.result.map { view.area($0.wholeLost) } ?? "–"),
          PageCell(study.result.map { visit.euros($0.wholeLostRent) } ?? "–"),
          PageCell("\(visit.format.shortDay(visit.house.day(of: study.madeAt))), \(study.madeBy)"),
        ])
      }, hint: "planning.futures.none")
  }
  func listCSV(_ visit: Visit) async throws -> Answer {
    let (_, found) = try await found(visit, size: 10_000)
    return .csv(
      ["name", "state", "futures", "outgrown", "lost", "lostRent", "made"].map {
        visit.text("planning.column.\($0)")
      },
      found.map { study in
        [
          study.name, visit.text("planning.futureState.\(study.state.rawValue)"),
          String(study.study.model.futures),
          study.result?.outgrown.last.map { String($0) } ?? "",
          study.result.map { String($0.wholeLost * study.study.area / 10_000) } ?? "",
          study.result.map { String($0.wholeLostRent) } ?? "",
          visit.house.day(of: study.madeAt).description,
        ]
      }, name: "second-building-\(visit.today).csv")
  }

  /// The model as history says it today.
  private func fitted(_ visit: Visit) async throws -> StudyModel {
    let snapshot = try await shelf.snapshot(for: visit)
    let first = visit.today.month + 1
    return try await visit.database.read { transaction in
      let reading = FitReading(snapshot, today: visit.today)
      let fit = try reading.fit(transaction)
      let facts = try FactsReading(snapshot, PlanMonths(first: first, count: FutureFields.longest)).facts(
        transaction, today: visit.today)
      return StudyModel(
        model: reading.model(fit, facts), first: first, fit: fit, area: reading.area(facts))
    }
  }

  func form(_ visit: Visit) async throws -> Answer {
    let fitted = try await fitted(visit)
    return .page(
      PlanningFormPage(
        title: visit.text("planning.futures.new"), lead: visit.text("planning.futures.newLead"),
        action: "/second-building",
        groups: FutureFields(fitted: fitted).groups(visit), tables: FitTables(fitted, visit).all,
        button: visit.text("planning.futures.play"), back: "/second-building"))
  }

  private func making(_ visit: Visit) async throws -> ID<FutureStudy> {
    let read = try FutureFields(fitted: try await fitted(visit)).read(visit)
    return try await visit.perform(MakeFuture(read.name, read.study))
  }
  func make(_ visit: Visit) async throws -> Answer {
    .see("/second-building/\(try await making(visit))")
  }
  func stop(_ visit: Visit) async throws -> Answer {
    try await visit.perform(StopFuture(try visit.id("study")))
    return .see("/second-building/\(visit.path("study"))").saying("planning.done.stopped")
  }
  func stopJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(StopFuture(try visit.id("study")))
    return .done
  }
  func study(_ visit: Visit) async throws -> FutureStudy {
    let id: ID<FutureStudy> = try visit.id("study")
    guard let study = try await visit.database.read({ try $0.future(id) }) else {
      throw Refusal.notFound
    }
    return study
  }
  func listJSON(_ visit: Visit) async throws -> Answer {
    let (list, found) = try await found(visit, size: 200)
    return .json(list.slice(found).map(FutureJSON.init)).with("x-total-count", String(found.count))
  }
  func makeJSON(_ visit: Visit) async throws -> Answer {
    let id = try await making(visit)
    guard let study = try await visit.database.read({ try $0.future(id) }) else {
      throw Refusal.notFound
    }
    return .json(FutureJSON(study), status: 201)
  }
  func showJSON(_ visit: Visit) async throws -> Answer { .json(FutureJSON(try await study(visit))) }
}

/// A study for programs.
struct FutureJSON: Encodable, Sendable {
  let id: ID<FutureStudy>
  let name: String
  let madeAt: Instant
  let madeBy: String
  let first: Month
  let model: FutureModel
  let fit: DemandFit
  let state: RunState
  let permille: Int
  let result: FutureResult?

  init(_ study: FutureStudy) {
    (id, name, madeAt, madeBy) = (study.id, study.name, study.madeAt, study.madeBy)
    (first, model, fit) = (study.study.firstMonth, study.study.model, study.study.fit)
    (state, permille, result) = (study.state, study.permille, study.result)
  }
}
