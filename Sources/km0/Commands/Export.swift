import ArgumentParser
import House
import Kernel

struct Export: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the building and its people to a folder or a zip archive.",
    discussion: """
      In the form that `km0 import` takes, and that other programs read: IMDF (GeoJSON) and CSV. A path that ends in .zip becomes an archive.
      Nothing that is there is overwritten. Passwords, sessions and the audit are not exported: that is what `km0 backup` is for.
      """)

  @Argument(help: "The folder or the .zip to write.", completion: .file())
  var path: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let progress = ProgressLine()
    let files = try await house.export(database, to: path, at: .clock) { what, done, all in progress.report(what, done, of: all) }
    progress.end()
    await database.close()
    Terminal.say("\(files.count) files written to \(path): \(files.joined(separator: ", "))")
  }
}
