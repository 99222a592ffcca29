import ArgumentParser
import House
import Kernel

struct Import: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Loads a building and its people from a folder or a zip archive.",
    discussion: """
      A building is IMDF (a folder imdf, or its zip) with CSV files beside it; people are organisations.csv, people.csv, memberships.csv,
      roles.csv and entities.csv. Any part may be left out; tables of buildings, levels, cells and what happened in them need the drawing
      (imdf/) beside them. What was imported before is found by its key and brought up to date.
      Everything is taken in one transaction or nothing is, and all faults are told at once with file, line and column.
      """)

  @Argument(help: "The folder or the zip archive.", completion: .file())
  var path: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let files = try ImportedFiles.read(path)
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let progress = ProgressLine()
    let done = try await house.load(files, into: database, at: .clock) { what, done, all in progress.report(what, done, of: all) }
    progress.end()
    await database.close()
    for words in done { Terminal.say(words) }
  }
}
