import ArgumentParser
import House
import Kernel
import People

struct PeopleGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "People of the house, from the command line.", subcommands: [AddPeople.self])
}

struct AddPeople: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Makes someone known, gives them a role, and prints the link with which they choose a password.",
    discussion: """
      The first director of a house comes in this way. The link also leaves by mail when a mail server is set.
      Roles on the house: director, development, rental, reception, incubation, fab, club, funder.
      """)

  @Argument(help: "Their e-mail address.")
  var email: String

  @Option(help: "Their name, as it is shown.")
  var name: String

  @Option(help: "The role they hold on the house from the day they accept.")
  var role: String?

  @Option(help: "fr, en or de: what the house writes to them in.")
  var language = "fr"

  @OptionGroup var options: SettingOptions

  /// Whatever is wrong with what was typed, at once.
  func validate() throws {
    var faults: [String] = []
    if let role, Role(rawValue: role).map({ $0.place == .organisation }) ?? true {
      let roles = Role.allCases.filter { $0.place != .organisation }.map(\.rawValue)
      faults.append("There is no role \(role.prefix(40)) on the house; there are \(roles.joined(separator: ", ")).")
    }
    if Language(rawValue: language) == nil {
      faults.append("There is no language \(language.prefix(40)); there are \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    faults += House.faults(ofInvited: email, name: name).map { HouseTexts.sentence(of: $0, in: .english) }
    if !faults.isEmpty { throw ValidationError(faults.joined(separator: "\n")) }
  }

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let link = try await house.invite(
      email, name: name, role: role.flatMap(Role.init(rawValue:)), language: Language(rawValue: language) ?? .french, in: database,
      at: .clock)
    await database.close()
    Terminal.say("\(name) <\(email)> is invited. They choose a password here, within the days the letter says:\n  \(link)")
  }
}
