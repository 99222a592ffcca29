import Kernel
import Store
import Web

/// The days the house counts on, what hangs on them, and saying a new one.
package struct MilestoneRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/milestones", .needsSomewhere(.seeHolders), list),
      .get("/milestones/new", .needs(.writeMilestones), newForm),
      .post("/milestones", .needs(.writeMilestones), add, shownBy: newForm),
      .get("/milestones/:milestone", .needsSomewhere(.seeHolders), show).asking([.day("day")]),
      .get("/milestones/:milestone/edit", .needs(.writeMilestones), editForm),
      .post("/milestones/:milestone", .needs(.writeMilestones), change, shownBy: editForm),
      .post("/milestones/:milestone/remove", .needs(.writeMilestones), remove, shownBy: show),
      .post("/milestones/:milestone/slip", .needs(.writeMilestones), slip, shownBy: show),
      .post("/milestones/:milestone/reach", .needs(.writeMilestones), reach, shownBy: show),

      .get("/api/milestones", .needsSomewhere(.seeHolders), listJSON),
      .post("/api/milestones", .needs(.writeMilestones), addJSON),
      .get("/api/milestones/:milestone", .needsSomewhere(.seeHolders), showJSON),
      .put("/api/milestones/:milestone", .needs(.writeMilestones), changeJSON),
      .delete("/api/milestones/:milestone", .needs(.writeMilestones), removeJSON),
      .get("/api/milestones/:milestone/preview", .needs(.writeMilestones), previewJSON),
      .post("/api/milestones/:milestone/slip", .needs(.writeMilestones), slipJSON),
      .post("/api/milestones/:milestone/reach", .needs(.writeMilestones), reachJSON),
    ]
  }

  func add(_ visit: Visit) async throws -> Answer { .see("/milestones/\(try await added(visit))") }
  func addJSON(_ visit: Visit) async throws -> Answer {
    let id = try await added(visit)
    return Answer.json(["id": id], status: 201).with("location", "/api/milestones/\(id)")
  }

  private func added(_ visit: Visit) async throws -> ID<Milestone> {
    var reader = InputReader(visit.form)
    let name = reader.requiredText("name")
    let building: ID<Building>? = reader.requiredID("building")
    let kind = reader.requiredChoice("kind", of: MilestoneKind.self)
    let day = reader.requiredDay("day")
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    try reader.finish()
    guard let building, let kind, let day else { throw Refusal.notFound }
    // A program may name several within a second.
    let key = "m-\(ID<Milestone>.fresh(at: visit.now))"
    return try await visit.perform(
      AddMilestone(key: key, building: building, name: name, kind: kind, day: day, reason: reason))
  }

  func change(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try changing(visit))
    return .see("/milestones/\(visit.path("milestone"))").saying("spaces.keeping.done.saved")
  }
  func changeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try changing(visit))
    return try await showJSON(visit)
  }
  func remove(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveMilestone(try visit.id("milestone")))
    return .see("/milestones").saying("spaces.keeping.done.removed")
  }
  func removeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveMilestone(try visit.id("milestone")))
    return .done
  }

  func slip(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try slipping(visit))
    return .see("/milestones/\(visit.path("milestone"))")
  }
  func reach(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try reaching(visit))
    return .see("/milestones/\(visit.path("milestone"))")
  }
  func slipJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try slipping(visit))
    return try await showJSON(visit)
  }
  func reachJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try reaching(visit))
    return try await showJSON(visit)
  }

  private func changing(_ visit: Visit) throws -> ChangeMilestone {
    let id: ID<Milestone> = try visit.id("milestone")
    var reader = InputReader(visit.form)
    let name = reader.requiredText("name")
    let kind = reader.requiredChoice("kind", of: MilestoneKind.self)
    try reader.finish()
    guard let kind else { throw Refusal.invalid("kernel.problem.missing", field: "kind") }
    return ChangeMilestone(id, name: name, kind: kind)
  }
  private func slipping(_ visit: Visit) throws -> SlipMilestone {
    let id: ID<Milestone> = try visit.id("milestone")
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let reason = reader.requiredText("reason", limit: 1000, lines: true)
    try reader.finish()
    guard let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    return SlipMilestone(id, to: day, reason: reason)
  }
  private func reaching(_ visit: Visit) throws -> ReachMilestone {
    let id: ID<Milestone> = try visit.id("milestone")
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    try reader.finish()
    guard let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    return ReachMilestone(id, on: day, reason: reason)
  }
}
