import ArgumentParser
import House
import Kernel

struct Backup: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes everything to one file, while the house goes on serving.",
    discussion: """
      Every row of one instant, with counts and digests that prove it. `km0 restore` takes it on either engine: it is also the way from SQLite
      to PostgreSQL and back. It holds personal data, password digests and sessions: keep it as you keep the database.
      """)

  @Argument(help: "The file to write, such as house-2026-11-24.km0.", completion: .file())
  var path: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let progress = ProgressLine()
    let bytes = try await house.backUp(database, to: path, at: .clock) { table in progress.report("reading \(table)") }
    progress.end()
    await database.close()
    Terminal.say("\(settings.databaseName) is in \(path), \((bytes + 1023) / 1024) kB.")
  }
}

struct Restore: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fills an empty database from a backup, and proves that everything is there.",
    discussion: """
      Whole or not at all. A database that is not empty is refused: restore beside it and change the settings, or move it away first.
      A backup of an older release is brought to the schema of this program.
      """)

  @Argument(help: "The file that `km0 backup` wrote.", completion: .file())
  var path: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase(making: true)
    let progress = ProgressLine()
    let rows = try await House.km0(settings).restore(path, into: database, at: .clock) { table in progress.report("writing \(table)") }
    progress.end()
    await database.close()
    Terminal.say("\(rows) rows of \(path) are in \(settings.databaseName), and proven.")
  }
}
