import ArgumentParser
import House
import Kernel

struct Check: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads the whole database and says what does not hold.",
    discussion: """
      Changes nothing, and may run while the house serves. Ends with 0 when everything holds, whatever is still to do, with 1 otherwise.
      """)

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let progress = ProgressLine()
    let isSound = try await House.km0(settings).check(database, at: .clock) { name in
      progress.report("looking at \(name)")
    } report: { result in
      progress.end()
      Terminal.say("\(result.faults.isEmpty ? "holds" : result.isDuty ? "to do" : "WRONG")  \(result.name)")
      for fault in result.faults { Terminal.say("         \(fault)") }
    }
    progress.end()
    await database.close()
    if !isSound { throw ExitCode.failure }
  }
}
