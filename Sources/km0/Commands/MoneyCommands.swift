import ArgumentParser
import Banking
import Foundation
import House
import Kernel
import Ledger
import Payments
import People
import Store

struct SEPAGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sepa", abstract: "Direct debits.", subcommands: [SEPACollect.self])
}

struct SEPACollect: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Makes the file of direct debits (pain.008.001.08) of an entity for a day.",
    discussion: """
      Takes everything that is due, told long enough before, under a good mandate, and not asked of the bank yet. A second time nothing is
      left to collect: the file that was made is written again, and nothing is made.
      """)

  @Option(help: "The day of the collection, a bank day: 2026-12-01.")
  var date: String
  @Option(help: "Where the file goes.", completion: .file())
  var out: String
  @Option(help: "The entity, by its name or SIREN; needed when several have something to collect.")
  var entity: String?
  @Flag(help: "Also take what came back before.")
  var again = false

  @OptionGroup var options: SettingOptions

  func validate() throws {
    guard let day = Day(date) else { throw ValidationError("\(date) is no day; write it as 2026-12-01.") }
    if !TargetCalendar.isOpen(day) {
      throw ValidationError("Banks do not collect on \(day); the next day on which they do is \(TargetCalendar.open(onOrAfter: day)).")
    }
  }

  func perform() async throws {
    guard let day = Day(date) else { throw ExitCode.wrongInput }
    let settings = try options.read()
    let database = try settings.openDatabase()
    try await House.km0(settings).demandSchema(of: database)
    let wanted = entity
    let again = again
    let entities = try await database.read { transaction in
      var named: OrganisationID?
      if let wanted { named = try transaction.books(named: wanted) }
      return try transaction.creditors().filter { named == nil || $0.id == named }
    }
    let ready = try await database.read { transaction in
      try entities.filter { entity in
        let isDone = try !transaction.collections(of: entity.id, on: day).isEmpty
        return try isDone || !transaction.collectionPlan(entity.id, on: day, takesReturned: again).taken.isEmpty
      }
    }
    if ready.count > 1 {
      throw ValidationError("several entities collect on \(day), say which: \(ready.map(\.name).joined(separator: ", "))")
    }
    guard let creditor = ready.first else {
      Terminal.say("Nothing to collect on \(day).")
      await database.close()
      return
    }
    let made = try await database.perform(CollectDirectDebits(entity: creditor.id, day: day, takesReturned: again), for: .house, at: .clock)
    let kept = try await database.read { transaction in
      let files = try transaction.collections(of: creditor.id, on: day).filter { $0.cancelledAt == nil }
      let file = made.flatMap { id in files.first { $0.id == id } } ?? files.last
      return (file, try file.flatMap { try transaction.content(of: $0.id) })
    }
    if let file = kept.0, let content = kept.1 {
      try Data(content.utf8).write(to: URL(filePath: out), options: .atomic)
      let euros = "\(file.total.decimalText) €"
      Terminal.say(
        made == nil
          ? "Nothing more to collect; \(file.message) of \(euros) written again to \(out)."
          : "\(file.message): \(file.itemCount) collections, \(euros), for \(creditor.name) on \(day), written to \(out).")
    } else {
      Terminal.say("Nothing to collect on \(day).")
    }
    await database.close()
  }
}

struct BankGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank", abstract: "Bank statements.", subcommands: [BankImport.self])
}

struct BankImport: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Takes in a bank statement (camt.053).",
    discussion: """
      What is certain is settled at once, the rest waits for a person on the page Bank. The same statement twice does nothing.
      """)

  @Argument(help: "The file from the bank.", completion: .file())
  var file: String

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    guard let bytes = try? Data(contentsOf: URL(filePath: file)) else { throw ValidationError("\(file) cannot be read") }
    let act = try ImportBankStatement(Array(bytes))
    let database = try settings.openDatabase()
    try await House.km0(settings).demandSchema(of: database)
    let outcome = try await database.perform(act, for: .house, at: .clock)
    await database.close()
    Terminal.say(
      "\(outcome.taken) statements taken in, \(outcome.known) known already; \(outcome.lines) lines, \(outcome.settled) settled.")
  }
}
