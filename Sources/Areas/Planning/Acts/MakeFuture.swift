import Kernel
import Solver
import Store
import Work

/// Saves a model of demand and has its futures played.
package struct MakeFuture: Act {
  package let name: String
  package let study: StudyModel

  package init(_ name: String, _ study: StudyModel) { (self.name, self.study) = (name, study) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant)
    throws -> ID<FutureStudy>
  {
    try viewer.demand(.makeFutures)
    try transaction.lock("planning")
    let waiting =
      try transaction.value(
        "SELECT COUNT(*) FROM futures WHERE state IN ('waiting', 'running')", as: Int.self) ?? 0
    if waiting >= 3 { throw Refusal.conflict("planning.problem.busyFutures") }
    if study.model.rows.isEmpty { throw Refusal.conflict("planning.problem.noModules") }
    if study.model.sizes.isEmpty { throw Refusal.conflict("planning.problem.noDemand") }
    let id = ID<FutureStudy>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO futures (id, name, name_key, made_at, made_by, model, state)
      VALUES (\(id), \(name), \(name.folded), \(now), \(viewer.name), \(try Kept.text(study)), 'waiting')
      """)
    try transaction.queue(
      "planning.futures", payload: id.text, due: now, once: "planning.futures/\(id)", at: now)
    try transaction.note(
      "planning.future.make", on: "future/\(id)", by: viewer, at: now, after: name)
    return id
  }
}

/// Ends a study with the futures that were played.
package struct StopFuture: Act {
  package let future: ID<FutureStudy>

  package init(_ future: ID<FutureStudy>) { self.future = future }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant)
    throws
  {
    try viewer.demand(.makeFutures)
    guard let found = try transaction.future(future) else { throw Refusal.notFound }
    if found.state.isOver || found.stopAt != nil { return }
    try transaction.run("UPDATE futures SET stop_at = \(now) WHERE id = \(future)")
    try transaction.note("planning.future.stop", on: found.subject, by: viewer, at: now)
  }
}

/// The job behind a study. Run twice it does nothing the second time.
struct PlayFutures: Sendable {
  let id: ID<FutureStudy>
  let database: any Database
  let begun: Instant
  private let start = ContinuousClock.now

  init(_ id: ID<FutureStudy>, in database: any Database, at now: Instant) {
    (self.id, self.database, begun) = (id, database, now)
  }

  func run() async throws {
    let id = id
    guard let study = try await database.read({ try $0.future(id) }), !study.state.isOver else {
      return
    }
    try await database.write { try $0.run("UPDATE futures SET state = 'running' WHERE id = \(id)") }
    let work = FutureWork(study.study.model)
    work.start()
    let result = try await awaited({ work.now }, \.result, stop: work.stop) { standing in
      let permille = min(999, standing.played * 1000 / work.all)
      return try await database.write { transaction -> Bool in
        try transaction.run("UPDATE futures SET permille = \(permille) WHERE id = \(id)")
        return try transaction.first("SELECT id FROM futures WHERE id = \(id) AND stop_at IS NOT NULL") != nil
      }
    }
    let text = try Kept.text(result)
    let done = begun + start.duration(to: .now).components.seconds
    try await database.write { transaction in
      try transaction.run("UPDATE futures SET state = 'done', permille = 1000, result = \(text), done_at = \(done) WHERE id = \(id)")
    }
  }
}
