import ArgumentParser
import Foundation
import House
import Solver
import Synchronization

/// Where is everybody to be put? Needs no house: an instance in, a plan out.
struct Allocate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds a place over time for each tenant of an allocation instance.",
    discussion: """
      Reads an instance in the format alloc-1 (docs/allocation.md), searches for the time given, prints a line for each better plan and each lower bound, then the objective,
      a bound that no plan can exceed and the gap between them. By the clock, no two runs are the same; with --steps, the same seed, steps and threads give
      the same lines and the same plan, however busy the machine.
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

  @Option(help: "A plan to go on from: the answer is never worth less.", completion: .file(extensions: ["json"]))
  var from: String?

  @Option(help: "Where to write the plan.", completion: .file(extensions: ["json"]))
  var out: String?

  func validate() throws {
    if check != (solution != nil) { throw ValidationError("--check wants an instance and a plan; without it only the instance is named.") }
    if !(0.01...86_400).contains(seconds) { throw ValidationError("--seconds is between 0.01 and 86400.") }
    if !(1...64).contains(threads) { throw ValidationError("--threads is between 1 and 64.") }
    if check, from != nil { throw ValidationError("--check values a plan; there is nothing to go on from.") }
    if let steps, steps < 1 { throw ValidationError("--steps is 1 or more.") }
  }

  func run() async throws {
    ProgramMemory.shareStores()
    ProgramMemory.keepLargeApart()
    let read = try Self.instance(instance)
    if let solution { try value(try Self.solution(solution), of: read) } else { try await search(read) }
  }

  private func value(_ solution: Solution, of instance: Instance) throws {
    let value = try checked(solution, for: instance)
    Terminal.say("objective \(value.objective), \(value.seats.count) of \(instance.tenants.count) housed")
  }

  private func checked(_ solution: Solution, for instance: Instance) throws -> PlanValue {
    do { return try PlanValue(of: solution, for: instance) } catch {
      Terminal.complain("Not valid: \(error.sentence).")
      throw ExitCode.failure
    }
  }

  private func search(_ instance: Instance) async throws {
    let allocation = Allocation(instance)
    for cut in allocation.cut {
      Terminal.say("corridor \(cut.corridor): of sets of \(cut.cells) cells only the most compact; the bound holds for plans of these")
    }
    let plan: Solution? = try from.map(Self.solution)
    if let plan { _ = try checked(plan, for: instance) }
    let answer: Allocation.Answer?
    if let steps { answer = await counted(allocation, from: plan, steps: steps) } else { answer = await timed(allocation, from: plan) }
    guard let best = answer else { return }
    let proven = best.isOptimal ? "  optimal" : ""
    let gap = Self.gap(of: best.objective, under: best.bound)
    Terminal.say("objective \(best.objective)  bound \(best.bound)  gap \(gap) %  steps \(best.steps)\(proven)")
    for tenant in best.unhoused { Terminal.complain("\(tenant) must be housed, and no place was found.") }
    if let out { try write(best.solution, to: out) }
    if !best.unhoused.isEmpty { throw ExitCode.failure }
  }

  /// By the clock: whoever is ahead is told, and the bound falls beside the searches.
  private func timed(_ allocation: Allocation, from plan: Solution?) async -> Allocation.Answer? {
    let clock = ContinuousClock()
    let began = clock.now
    let race = Race()
    let say = { @Sendable (what: String) in Terminal.say(String(format: "%.2f s  ", (clock.now - began) / .seconds(1)) + what) }
    let passed = { @Sendable [limit = seconds] in (clock.now - began) / .seconds(limit) }
    let answers = Mutex([Int: Allocation.Answer]())
    let searches = (0..<threads).map { number in
      { @Sendable [seed] in
        let answer = allocation.search(
          seed: seed &+ UInt64(number), from: plan, progress: { _ in race.standing.isProven ? 1 : passed() }, rounds: 0,
          offered: race.offer, improved: { found in if race.leads(found) { say(Self.words(found)) } })
        answers.withLock { $0[number] = answer }
      }
    }
    await sideBySide(
      searches + [
        { @Sendable in
          var tightening = allocation.tightening()
          repeat {
            if race.lowers(tightening.best) { say("bound \(tightening.best)") }
          } while passed() < 1 && tightening.round(target: race.target)
          race.lowers(tightening.best, byLittle: true)
          if let found = tightening.found { race.finds(found) }
        }
      ])
    return race.answer(of: answers.withLock { answers in (0..<threads).compactMap { answers[$0] } })
  }

  /// By steps: no search hears of another, and the bound is lowered in turn with the first, so that everything is the same each time.
  private func counted(_ allocation: Allocation, from plan: Solution?, steps: Int) async -> Allocation.Answer? {
    let answers = Mutex([Int: Allocation.Answer]())
    await sideBySide(
      (0..<threads).map { number in
        { @Sendable [seed] in
          var (made, said) = (0, Int.max)
          let answer =
            number > 0
            ? allocation.search(
              seed: seed &+ UInt64(number), from: plan, progress: { Double($0) / Double(steps) }, rounds: 0, improved: { _ in })
            : allocation.interleaved(seed: seed, from: plan, steps: steps) { news in
              switch news {
              case .steps(let count): made = count
              case .plan(let found): Terminal.say("step \(made)  \(Self.words(found))")
              case .bound(let bound) where said == .max || said - bound >= said / 1000:
                said = bound
                Terminal.say("step \(made)  bound \(bound)")
              case .bound: break
              }
            }
          answers.withLock { $0[number] = answer }
        }
      })
    let all = answers.withLock { answers in (0..<threads).compactMap { answers[$0] } }
    guard let best = Race.best(of: all) else { return nil }
    let bound = all[0].bound
    return Allocation.Answer(
      solution: best.solution, objective: best.objective, bound: bound, unhoused: best.unhoused, steps: all.reduce(0) { $0 + $1.steps })
  }

  static func gap(of objective: Int, under bound: Int) -> String {
    String(format: "%.2f", Double(Allocation.gap(of: objective, under: bound) ?? 0) / 100)
  }

  private static func words(_ found: Improvement) -> String {
    found.isValid ? "\(found.objective)" : "\(found.objective), \(found.unhoused) who must be housed have no place yet"
  }

  private func write(_ solution: Solution, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do { try encoder.encode(solution).write(to: URL(fileURLWithPath: path)) } catch {
      Terminal.complain("\(path) cannot be written.")
      throw ExitCode.failure
    }
  }
}
