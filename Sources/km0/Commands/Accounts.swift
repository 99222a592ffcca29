import ArgumentParser
import Foundation
import House
import Kernel
import Ledger
import Store

/// Commands on the books.
struct AccountsGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts", abstract: "The books of the legal entities.", subcommands: [FECExport.self, CloseBooks.self])
}

struct FECExport: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "fec",
    abstract: "Writes the file that French tax auditors ask for, with its description.",
    discussion: """
      SirenFECAAAAMMJJ.txt: eighteen columns parted by tabs, in the order of validation (LPF art. A47 A-1). The file is looked through before it is
      written: its format, the balance of each entry, the continuity of the numbers. A year that is not closed yet is written as it stands.
      """)

  @Option(help: "The legal entity: its name, its SIREN, its key, or its identity.")
  var entity: String

  @Option(help: "The year, as 2025.")
  var year: Int

  @Option(help: "The folder to write to.", completion: .directory)
  var out: String

  @Option(help: "utf-8 or iso-8859-15.")
  var encoding = FECEncoding.utf8.rawValue

  @OptionGroup var options: SettingOptions

  func validate() throws {
    if FECEncoding(rawValue: encoding) == nil {
      throw ValidationError("There is no encoding \(encoding); there are utf-8 and iso-8859-15.")
    }
    if !(2000...2099).contains(year) { throw ValidationError("\(year) is no year of accounts.") }
  }

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let (name, year, encoding) = (entity, year, FECEncoding(rawValue: encoding) ?? .utf8)
    let files = try await database.read { transaction in
      let id = try transaction.books(named: name)
      return try transaction.fec(of: id, year: year, encoding: encoding, now: .clock)
    }
    await database.close()
    let faults = files.first.map { FECCheck.faults(of: $0) } ?? []
    for fault in faults.prefix(20) { Terminal.complain(fault) }
    if !faults.isEmpty { throw ExitCode.failure }
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    for file in files { try Data(file.bytes).write(to: URL(filePath: out).appending(path: file.name), options: .atomic) }
    Terminal.say(files.map { "\(out)/\($0.name): \($0.bytes.count) bytes" }.joined(separator: "\n"))
  }
}

struct CloseBooks: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Closes the next month of an entity's books for good.",
    discussion: "Months close in their order, once they are over (docs/closing.md).")

  @Option(help: "The legal entity: its name, its SIREN, its key, or its identity.")
  var entity: String

  @Option(help: "The month, as 2026-10.")
  var month: String

  @OptionGroup var options: SettingOptions

  func validate() throws {
    if Month(month) == nil { throw ValidationError("\(month) is no month.") }
  }

  func perform() async throws {
    guard let month = Month(month) else { throw ExitCode.wrongInput }
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let name = entity
    let id = try await database.read { transaction in try transaction.books(named: name) }
    _ = try await database.perform(CloseMonth(month, of: id), for: .house, at: .clock)
    await database.close()
    Terminal.say("\(month) is closed.")
  }
}
