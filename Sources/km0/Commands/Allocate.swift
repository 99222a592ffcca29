import ArgumentParser
import Foundation
import Solver
import Synchronization

/// Where is everybody to be put? Needs no house: an instance in, a plan out.
struct Allocate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds a place over time for each tenant of an allocation instance.",
    discussion: """
      Reads an instance in the format alloc-1 (docs/allocation.md), searches for the time given, prints a line for each better plan and each lower bound, then the objective,
      a bound that no plan can exceed and the gap between them. The same seed and number of steps give the same plan.
      With --check, values a plan instead and names the first rule it breaks.
      """)

  @Argument(help: "The instance, a JSON file.", completion: .file(extensions: ["json"]))
  var instance: String

  @Argument(help: "With --check: the plan to value.", completion: .file(extensions: ["json"]))
  var solution: String?

  @Flag(help: "Value a plan instead of searching for one.")
  var check = false

  @Option(help: "How long to search.")
  var seconds = 10.0

  @Option(help: "Search this many steps, however long they take; for results that can be had again.")
  var steps: Int?

  @Option(help: "Where chance begins.")
  var seed: UInt64 = 1

  @Option(help: "How many searches side by side, with seeds from the one given on; the best plan counts.")
  var threads = 1

  @Option(help: "Where to write the plan.", completion: .file(extensions: ["json"]))
  var out: String?

  func validate() throws {
    if check != (solution != nil) { throw ValidationError("--check wants an instance and a plan; without it only the instance is named.") }
    if !(0.01...86_400).contains(seconds) { throw ValidationError("--seconds is between 0.01 and 86400.") }
    if !(1...64).contains(threads) { throw ValidationError("--threads is between 1 and 64.") }
    if let steps, steps < 1 { throw ValidationError("--steps is 1 or more.") }
  }

  func run() async throws {
    let read: Instance = try Self.read(instance)
    let faults = read.faults
    if !faults.isEmpty {
      for fault in faults { Terminal.complain("\(instance): \(fault)") }
      throw ExitCode(65)
    }
    if let solution { try value(try Self.read(solution), of: read) } else { try await search(read) }
  }

  private func value(_ solution: Solution, of instance: Instance) throws {
    do {
      let value = try PlanValue(of: solution, for: instance)
      Terminal.say("objective \(value.objective), \(value.seats.count) of \(instance.tenants.count) housed")
    } catch {
      Terminal.complain("Not valid: \(error.sentence).")
      throw ExitCode.failure
    }
  }

  private func search(_ instance: Instance) async throws {
    let allocation = Allocation(instance)
    for cut in allocation.cut {
      Terminal.say("corridor \(cut.corridor): of sets of \(cut.cells) cells only the most compact; the bound holds for plans of these")
    }
    let clock = ContinuousClock()
    let began = clock.now
    let race = Race()
    let limit = (seconds, steps)
    let say = { @Sendable (what: String) in Terminal.say("\(Self.time(clock.now - began))  \(what)") }
    let found = Mutex([Allocation.Answer]())
    let searches = (0..<threads).map { number in
      { @Sendable [seed] in
        let answer = allocation.search(
          seed: seed &+ UInt64(number),
          progress: { made in limit.1.map { Double(made) / Double($0) } ?? (clock.now - began) / .seconds(limit.0) }, rounds: 0,
          isProven: race.proves, improved: { objective in if race.leads(objective) { say("\(objective)") } })
        found.withLock { $0.append(answer) }
      }
    }
    // The bound falls beside the search; with steps counted instead of time it takes as many rounds as it needs.
    await sideBySide(
      searches + [
        { @Sendable in
          var tightening = allocation.tightening()
          repeat {
            if race.lowers(tightening.best) { say("bound \(tightening.best)") }
          } while (limit.1 != nil || (clock.now - began) / .seconds(limit.0) < 1) && tightening.round(target: race.target)
          race.lowers(tightening.best, byLittle: true)
          if let found = tightening.found { race.finds(found) }
        }
      ])
    let answers = found.withLock { $0 }
    guard let searched = answers.max(by: { ($0.unhoused.count, $1.objective) > ($1.unhoused.count, $0.objective) }) else { return }
    let best = race.answer(beside: searched, steps: answers.reduce(0) { $0 + $1.steps })
    let proven = best.isOptimal ? "  optimal" : ""
    Terminal.say(
      "objective \(best.objective)  bound \(best.bound)  gap \(String(format: "%.2f", best.gap * 100)) %  steps \(best.steps)\(proven)")
    for tenant in best.unhoused { Terminal.complain("\(tenant) must be housed, and no place was found.") }
    if let out {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      try encoder.encode(best.solution).write(to: URL(fileURLWithPath: out))
    }
    if !best.unhoused.isEmpty { throw ExitCode.failure }
  }

  private static func time(_ duration: Duration) -> String { String(format: "%.2f s", duration / .seconds(1)) }

  private static func read<Value: Decodable>(_ path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.complain("\(path) cannot be read.")
      throw ExitCode(65)
    }
    do { return try JSONDecoder().decode(Value.self, from: data) } catch let DecodingError.keyNotFound(key, context) {
      Terminal.complain("\(path): \(context.codingPath.map(\.stringValue).joined(separator: ".")) lacks \(key.stringValue).")
    } catch let DecodingError.typeMismatch(_, context) {
      Terminal.complain("\(path): \(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another kind.")
    } catch {
      Terminal.complain("\(path) is no JSON of the format alloc-1.")
    }
    throw ExitCode(65)
  }
}

/// The best objective that any of the searches has said, and the lowest bound.
private final class Race: Sendable {
  private struct State {
    var best = Int.min
    var bound = Int.max
    var said = Int.max
    var isProven = false
    var found: (plan: Solution, objective: Int)?
  }
  private let state = Mutex(State())

  func leads(_ objective: Int) -> Bool {
    state.withLock { state in
      if objective <= state.best { return false }
      state.best = objective
      return true
    }
  }
  /// True when it has fallen far enough since it was last said to be said again: by a thousandth.
  @discardableResult func lowers(_ bound: Int, byLittle: Bool = false) -> Bool {
    state.withLock { state in
      state.bound = min(state.bound, bound)
      if byLittle || state.said < .max && Double(state.said - bound) < 0.001 * Double(state.said) { return false }
      state.said = bound
      return true
    }
  }
  /// True when nobody need search on: this plan, or another, is known to be the best.
  func proves(_ objective: Int) -> Bool {
    state.withLock { state in
      if objective >= state.bound { state.isProven = true }
      return state.isProven
    }
  }
  /// The proof has come across a plan that is better than all that had been found.
  func finds(_ found: (plan: Solution, objective: Int)) {
    state.withLock { state in
      state.found = found
      if found.objective >= state.bound { state.isProven = true }
    }
  }
  /// The better of what was searched and what the proof has come across.
  func answer(beside searched: Allocation.Answer, steps: Int) -> Allocation.Answer {
    state.withLock { searched.beside($0.found, bound: $0.bound, steps: steps) }
  }
  var target: Int { state.withLock { max(0, $0.best) } }
}
