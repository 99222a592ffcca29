import ArgumentParser
import Foundation
import House
import Kernel
import Leasing
import Store

struct Indices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The published indices that rents follow.", subcommands: [ImportIndexFile.self])
}

struct ImportIndexFile: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes the values of an SDMX file of INSEE.",
    discussion: """
      The series are 001532540 (ILC) and 001617112 (ILAT); each must bear its own title. A value that is known and differs is refused,
      with everything else in the file; the same value again changes nothing.
      """)

  @Argument(help: "The file.", completion: .file(extensions: ["xml"]))
  var path: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw UnreadableImport(description: "\(path): the file cannot be read.")
    }
    let points = try IndexFile.points(Array(bytes))
    let database = try settings.openDatabase()
    try await House.km0(settings).demandSchema(of: database)
    let outcome = try await database.perform(ImportIndices(points, source: "Insee SDMX"), for: .house, at: .clock)
    await database.close()
    Terminal.say("indices: \(outcome.added) added, \(outcome.unchanged) as they were")
  }
}
