import ArgumentParser
import Foundation
import House
import Kernel

struct Demo: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the demonstration house: loads it the first time, and serves it.",
    discussion: "Keeps its data, and starts at once the next time. Delete the folder to begin anew.")

  @Option(help: "Folder of the embedded database.")
  var data = "data/demo"

  @Option(help: "Folder of the demonstration house.")
  var from = "demo"

  @Option(help: "postgres://… for a PostgreSQL server; without it, the embedded database.")
  var database: String?

  @OptionGroup var serving: ServingOptions

  func perform() async throws {
    var options = serving.named
    options[.data] = data
    if let database { options[.database] = database }
    options[.logLevel] = "warning"
    // The people of the demonstration have addresses that lead nowhere: what is written to them can be read here.
    options[.mailFolder] = data + "/mail"
    options[.mailSender] = "KM0 <maison@km0.example>"
    let settings = try Settings.read(options: options)
    let demonstration = try DemonstrationHouse(folder: from)
    let house = House.km0(settings)
    let store = try settings.openDatabase(making: true)
    let progress = ProgressLine(linesUnwatched: true)
    try await house.migrate(store, at: .clock) { _ in progress.report("preparing the database") }
    let isNew = try await demonstration.load(into: store, of: house, at: .clock) { what, done, all in
      progress.report("loading \(what)", done, of: all)
    }
    progress.end()
    if isNew { Terminal.say("The demonstration house is loaded into \(settings.databaseName).") }
    try await HouseApplication.run(settings, .webAndWork, database: store) { tell(settings, demonstration) }
  }

  private func tell(_ settings: Settings, _ demonstration: DemonstrationHouse) {
    let widest = demonstration.signIns.map(\.email.count).max() ?? 0
    let lines = demonstration.signIns.map { signIn in
      "  " + signIn.role.padding(toLength: 14, withPad: " ", startingAt: 0)
        + signIn.email.padding(toLength: widest + 3, withPad: " ", startingAt: 0) + signIn.password
    }
    Terminal.say("\nSign in as:\n" + lines.joined(separator: "\n") + "\n\nKM0 answers at \(settings.base) (Ctrl-C stops it).")
  }
}
