import Foundation
import Solver
import Synchronization

extension BenchAllocate {
  /// What was reached at a mark; written for whoever compares.
  struct Marked: Codable {
    let instance: String
    let seconds: Double
    /// 0 while somebody who must be housed has no place.
    let objective: Int
    let bound: Int
    /// Where the plan is not valid or not worth what was said.
    let fault: String?
  }
  private struct Mark {
    let seconds: Double
    let standing: Race.Standing
  }

  func measure(_ instance: Instance) async throws -> [Marked] {
    let clock = ContinuousClock()
    let began = clock.now
    let passed = { @Sendable in (clock.now - began) / .seconds(1) }
    let wanted = marks.sorted()
    let last = wanted.last ?? 1
    let allocation = Allocation(instance)
    let race = Race()
    let noted = Mutex([Mark]())
    let first = Mutex<Double?>(nil)
    let note = { @Sendable in
      noted.withLock { noted in
        while noted.count < wanted.count, passed() >= wanted[noted.count] {
          noted.append(Mark(seconds: wanted[noted.count], standing: race.standing))
        }
      }
    }
    let answers = Mutex([Int: Allocation.Answer]())
    let searches = (0..<threads).map { number in
      { @Sendable [seed] in
        let answer = allocation.search(
          seed: seed &+ UInt64(number),
          progress: { _ in
            note()
            return race.standing.isProven ? 1 : passed() / last
          }, rounds: 0, offered: race.offer,
          improved: { found in
            if found.isValid { first.withLock { $0 = $0 ?? passed() } }
            race.leads(found)
          })
        answers.withLock { $0[number] = answer }
      }
    }
    await sideBySide(
      searches + [
        { @Sendable in
          var tightening = allocation.tightening()
          repeat { race.lowers(tightening.best) } while passed() < last && tightening.round(target: race.target)
          race.lowers(tightening.best)
          if let found = tightening.found { race.finds(found) }
        }
      ])
    note()
    let ended = passed()
    // Whatever was proven before a mark is what there is at the mark.
    let told = noted.withLock { noted in noted + wanted.dropFirst(noted.count).map { Mark(seconds: $0, standing: race.standing) } }
    Terminal.say("\n\(instance.name): \(instance.modules.count) modules, \(instance.tenants.count) tenants")
    if let time = first.withLock({ $0 }) { Terminal.say(String(format: "  first plan %.0f ms", time * 1000)) }
    if race.standing.isProven { Terminal.say(String(format: "  proven after %.2f s", ended)) }
    let marked = try told.map { try self.told($0, of: instance) }
    let all = answers.withLock { answers in (0..<threads).compactMap { answers[$0] } }
    guard let best = race.answer(of: all) else { return marked }
    Terminal.say("  \(Int(Double(best.steps) / max(0.001, ended))) steps a second")
    replan(instance, best.solution)
    return marked
  }

  /// Says what there was at a mark, checks the plan, and leaves it in the folder.
  private func told(_ mark: Mark, of instance: Instance) throws -> Marked {
    guard let best = mark.standing.best, best.isValid else {
      Terminal.say(String(format: "  %6.2f s  no plan yet       bound %8ld", mark.seconds, mark.standing.bound))
      return Marked(instance: instance.name, seconds: mark.seconds, objective: 0, bound: mark.standing.bound, fault: nil)
    }
    let bound = mark.standing.bound
    let gap = Allocate.gap(of: best.objective, under: bound)
    var fault: String?
    do {
      let value = try PlanValue(of: best.solution, for: instance).objective
      if value != best.objective { fault = "the checker values it at \(value)" }
    } catch { fault = error.sentence }
    if fault == nil, bound < best.objective { fault = "the bound is below it" }
    Terminal.say(
      String(format: "  %6.2f s  plan %8ld  bound %8ld", mark.seconds, best.objective, bound) + "  gap \(gap) %"
        + (fault.map { "  NOT VALID: \($0)" } ?? ""))
    if let out {
      let path = URL(fileURLWithPath: out).appending(path: String(format: "plans/\(instance.name)-%g-ours.json", mark.seconds))
      try JSONEncoder().encode(best.solution).write(to: path)
    }
    return Marked(instance: instance.name, seconds: mark.seconds, objective: best.objective, bound: bound, fault: fault)
  }
}
