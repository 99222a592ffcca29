import ArgumentParser
import House
import Kernel

struct Migrate: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Brings the database to the schema of this program.",
    discussion: "Makes the embedded database when there is none. May run again at any time, and on several servers at once.")

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase(making: true)
    let progress = ProgressLine()
    let names = try await House.km0(settings).migrate(database, at: .clock) { name in progress.report(name) }
    progress.end()
    await database.close()
    for name in names { Terminal.say("applied \(name)") }
    Terminal.say(names.isEmpty ? "\(settings.databaseName) is up to date." : "\(settings.databaseName): \(names.count) migrations applied.")
  }
}
