import Foundation
import Kernel
import Store
import Testing
import Trials

/// Months of a house by chance: after every step all that must hold does, both engines agree, and what was refused left nothing behind.
@Suite("Random histories") struct RandomHistoryTests {
  /// More of them with KM0_TEST_SEEDS=1000…1200, as a night's work.
  static let seeds: [UInt64] = {
    let asked = (ProcessInfo.processInfo.environment["KM0_TEST_SEEDS"] ?? "").split(separator: "…").compactMap { UInt64($0) }
    guard let first = asked.first else { return [1, 2, 3, 4, 5, 6] }
    return Array(first...(asked.last ?? first))
  }()
  static let length = 70

  @Test(arguments: seeds) func months(seed: UInt64) async throws {
    var chance = Chance(seed: seed)
    let steps = chance.history(of: Self.length)
    guard let fault = try await Self.fault(in: steps, TrialStore.engines) else { return }
    let engines = fault.text.contains("differ") ? TrialStore.engines : [.sqlite]
    let least = try await Self.shrunk(Array(steps[...fault.place]), engines)
    let told = least.steps.enumerated().map { "  \($0). \($1)" }.joined(separator: "\n")
    Issue.record("seed \(seed), step \(fault.place): \(fault.text)\nleast history:\n\(told)\n  \(least.text)")
  }

  private struct Fault {
    let place: Int
    let text: String
  }

  /// The first step after which something does not hold.
  private static func fault(in steps: [Step], _ engines: [Engine]) async throws -> Fault? {
    try await SpacesHouse.with(engines[0], opened: false) { first in
      var worlds = [try await world(first)]
      guard engines.count > 1 else { return try await fault(in: steps, &worlds) }
      return try await SpacesHouse.with(engines[1], opened: false) { second in
        worlds.append(try await world(second))
        return try await fault(in: steps, &worlds)
      }
    }
  }

  private static func world(_ house: SpacesHouse) async throws -> World {
    var organisations: [OrganisationID] = []
    for name in ["Ada", "Bob", "Cleo", "Dora", "Emil", "Fay"] { organisations.append(try await house.addOrganisation(name)) }
    return World(house, organisations: organisations)
  }

  private static func fault(in steps: [Step], _ worlds: inout [World]) async throws -> Fault? {
    var before = try await worlds[0].picture()
    for (place, step) in steps.enumerated() {
      var outcomes: [String] = []
      for index in worlds.indices {
        do { outcomes.append(try await worlds[index].live(step)) } catch {
          return Fault(place: place, text: "\(worlds[index].house.database.engine): \(error)")
        }
      }
      if Set(outcomes).count > 1 { return Fault(place: place, text: "the engines differ: \(outcomes)") }
      for world in worlds {
        let faults = try await world.faults()
        if !faults.isEmpty { return Fault(place: place, text: "\(outcomes[0]), then \(faults)") }
      }
      let after = try await worlds[0].picture()
      if outcomes[0] != "done", after != before {
        return Fault(place: place, text: "\(outcomes[0]), and changed \(difference(before, after))")
      }
      if worlds.count > 1 {
        let other = try await worlds[1].picture()
        if other != after { return Fault(place: place, text: "what is kept differs: \(difference(after, other))") }
      }
      before = after
    }
    return nil
  }

  private static func difference(_ left: [String], _ right: [String]) -> String {
    "\(left.filter { !right.contains($0) }) / \(right.filter { !left.contains($0) })"
  }

  /// Leaves out every step without which it still fails.
  private static func shrunk(_ steps: [Step], _ engines: [Engine]) async throws -> (steps: [Step], text: String) {
    var least = steps
    var text = ""
    for place in steps.indices.reversed() {
      var fewer = least
      fewer.remove(at: place)
      guard let fault = try await fault(in: fewer, engines) else { continue }
      (least, text) = (Array(fewer[...min(fault.place, fewer.count - 1)]), fault.text)
      // What came after the fault went with it.
      if least.count < fewer.count { return try await shrunk(least, engines) }
    }
    return (least, text)
  }
}
