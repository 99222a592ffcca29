import ArgumentParser
import Foundation
import House
import Solver

struct BenchAllocate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate", abstract: "Measures the search for places: plan, bound and gap after 1, 10 and 60 seconds.",
    discussion: """
      Of each instance named, or of four drawn from a seed (20, 32, 80 and 160 modules): when the first plan is there, plan, bound and gap at the
      marks, each plan valued by the checker, how long it takes to plan anew after one tenant leaves; then 1,000 futures of five years of a house of 160 modules, and the memory of it all. `./km0 bench allocate` lets CP-SAT search the
      same instances beside it, in a Python of its own, on as many threads, and values its plans at the same marks by the same checker.
      """)

  @Argument(help: "Instances in the format alloc-1.", completion: .file(extensions: ["json"]))
  var instances: [String] = []

  @Option(help: "When to look, in seconds.")
  var marks: [Double] = [1, 10, 60]

  @Option(help: "How many searches side by side; the bound is one thread more.")
  var threads = 2

  @Option(help: "Where chance begins.")
  var seed: UInt64 = 1

  @Option(help: "A folder where the drawn instances are left, and the plans at each mark with what they were said to be worth.")
  var out: String?

  func validate() throws {
    if let out {
      do {
        try FileManager.default.createDirectory(atPath: out + "/plans", withIntermediateDirectories: true)
      } catch { throw ValidationError("The folder \(out) cannot be made.") }
    }
    if marks.isEmpty || marks.contains(where: { !(0.05...3_600).contains($0) }) { throw ValidationError("Marks are 0.05 to 3600 seconds.") }
    if !(1...64).contains(threads) { throw ValidationError("--threads is between 1 and 64.") }
  }

  func run() async throws {
    ProgramMemory.shareStores()
    ProgramMemory.keepLargeApart()
    var marked: [Marked] = []
    for instance in try instances.isEmpty ? drawn() : instances.map(Allocate.instance) {
      marked += try await measure(instance)
      // What the proof took on its thread would stay there beside what the next instance takes.
      ProgramMemory.giveBack()
    }
    if let out { try JSONEncoder().encode(marked).write(to: URL(fileURLWithPath: out).appending(path: "plans/marks.json")) }
    await playFutures()
    Terminal.say(String(format: "%.0f MB at most.", Double(Self.peakKilobytes) / 1024))
    let broken = marked.filter { $0.fault != nil }
    if !broken.isEmpty {
      Terminal.complain("\(broken.count) plans are not what they were said to be.")
      throw ExitCode.failure
    }
  }

  private func drawn() throws -> [Instance] {
    let drawn = [
      InstanceFamily.draw(name: "S-\(seed)", corridors: 1, length: 20, horizon: 36, tenants: 13, seed: seed),
      InstanceFamily.draw(name: "P-\(seed)", corridors: 2, length: 16, horizon: 48, tenants: 22, seed: seed),
      InstanceFamily.draw(name: "M-\(seed)", corridors: 2, length: 40, horizon: 60, tenants: 72, seed: seed),
      InstanceFamily.draw(name: "L-\(seed)", corridors: 4, length: 40, horizon: 60, tenants: 110, seed: seed),
    ]
    if let out {
      for instance in drawn {
        try JSONEncoder().encode(instance).write(to: URL(fileURLWithPath: out).appending(path: "\(instance.name).json"))
      }
    }
    return drawn
  }
  /// One tenant leaves: half a second to look for a plan near today's.
  func replan(_ instance: Instance, _ today: Solution) {
    guard let leaves = instance.tenants.first(where: { !$0.mandatory && today.plans[$0.id] != nil }) else { return }
    var changed = instance
    changed.tenants.removeAll { $0.id == leaves.id }
    var plans = today
    plans.plans[leaves.id] = nil
    let clock = ContinuousClock()
    let began = clock.now
    let held = Set(instance.tenants.filter { $0.mandatory }.map(\.id))
    let replanning = Replanning(changed, keeping: Keeping(today: plans, held: held, price: 1_000))
    let answer = replanning.search(seed: seed, progress: { Double($0) / 2_000 })
    let time = (clock.now - began) / .milliseconds(1)
    Terminal.say(String(format: "  one leaves: new plan %ld in %.0f ms, %ld departures", answer.objective, time, answer.departures.count))
  }

  /// A thousand futures of five years: 160 modules in rows of ten, three in four let at first, demand for all of them and a tenth more.
  private func playFutures() async {
    let model = FutureModel(
      horizon: 60, futures: 1_000, seed: Int(seed % 1_000_000),
      sizes: [
        FutureModel.Size(cells: 1, arrivals: 1_000, stay: 300), FutureModel.Size(cells: 2, arrivals: 900, stay: 360),
        FutureModel.Size(cells: 4, arrivals: 450, stay: 450),
      ], trend: 20, growth: 12, leaving: 30, patience: 80, rent: 150, rows: Array(repeating: 10, count: 16),
      residents: (0..<16).flatMap { row in [0, 4].map { FutureModel.Resident(row: row, first: $0, cells: 4) } },
      phases: [FutureModel.Phase(month: 36, cells: 40)])
    let clock = ContinuousClock()
    let began = clock.now
    let tally = await withTaskGroup(of: FutureTally.self) { group in
      for thread in 0..<threads {
        group.addTask { [threads] in
          var own = FutureTally(model)
          for number in stride(from: thread, to: model.futures, by: threads) { own.play(model, number: number) }
          return own
        }
      }
      return await group.reduce(into: FutureTally(model)) { $0.add($1) }
    }
    let outgrown = tally.outgrown.reduce(0, +) * 1000 / max(1, tally.futures)
    Terminal.say(
      String(
        format: "\n%ld futures of %ld months, %ld modules: %.2f s on %ld threads, outgrown in %.1f %%", tally.futures, model.horizon,
        model.capacity, (clock.now - began) / .seconds(1), threads, Double(outgrown) / 10))
  }

  private static var peakKilobytes: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
  }
}
