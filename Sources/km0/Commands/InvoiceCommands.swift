import ArgumentParser
import Foundation
import House
import Invoicing
import Kernel
import Store

struct InvoicesGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoices", abstract: "Invoices, from the command line.",
    subcommands: [PreviewInvoices.self, IssueMonth.self, ExportInvoices.self])
}

/// The month of an invoice command.
struct MonthOption: ParsableArguments {
  @Option(help: "The month, as 2026-11.")
  var month: String

  func validate() throws {
    if Month(month) == nil { throw ValidationError("\(month) is no month; write it as 2026-11.") }
  }
  var value: Month { Month(month) ?? Month(year: 1970, month: 1) }
}

struct PreviewInvoices: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Says what a month would invoice, and what stands in the way.",
    discussion: "Changes nothing. Everything that falls due until the last day of the month is counted, whatever the day.")

  @OptionGroup var month: MonthOption
  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let question = PlanQuestion(month: month.value, day: HouseTime.mulhouse.day(of: .clock), isWholeMonth: true)
    let (plan, names) = try await database.read { transaction in
      (try house.desk.plan(question, in: transaction), try transaction.organisationLabels())
    }
    await database.close()
    for document in plan.documents {
      let kind = document.isCreditNote ? "credit note" : "invoice"
      Terminal.say(
        "\(names[document.customer] ?? "?"): \(kind) over \(document.net.decimal) + \(document.vat.decimal) = \(document.total.decimal)")
      for problem in document.problems { Terminal.say("  BLOCKED  \(HouseTexts.sentence(of: problem, in: .english))") }
    }
    let ready = plan.documents.filter { $0.problems.isEmpty }
    let total = ready.map(\.total).reduce(.zero, +)
    Terminal.say("\(ready.count) documents over \(total.decimal), \(plan.documents.count - ready.count) blocked.")
  }
}

struct IssueMonth: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue", abstract: "Issues everything a month owes, and what earlier months left.",
    discussion: """
      Twenty invoices to a transaction: run again after a fall it goes on where it was, and run twice it does nothing. A customer that cannot be
      invoiced stops no other; each is told with its reasons, and the command then ends with 1.
      """)

  @OptionGroup var month: MonthOption
  @OptionGroup var options: SettingOptions

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let progress = ProgressLine()
    let report = try await IssueInvoices(month.value, desk: house.desk).run(on: database, for: .house, at: .clock) { done, all in
      progress.report("issuing", done, of: all)
    }
    progress.end()
    let question = PlanQuestion(month: month.value, day: HouseTime.mulhouse.day(of: .clock), isWholeMonth: true)
    let (names, later) = try await database.read { transaction in
      (try transaction.organisationLabels(), try house.desk.plan(question, in: transaction).documents.filter { $0.problems.isEmpty })
    }
    await database.close()
    for invoice in report.issued { Terminal.say("\(invoice.number)  \(invoice.total.decimal)  \(names[invoice.customer] ?? "?")") }
    for document in report.refused {
      let reasons = document.problems.map { HouseTexts.sentence(of: $0, in: .english) }.joined(separator: " ")
      Terminal.complain("refused: \(names[document.customer] ?? "?"): \(reasons)")
    }
    Terminal.say("\(report.issued.count) issued, \(report.refused.count) refused.")
    // What the preview counts and no run takes before its day.
    if !later.isEmpty {
      let total = later.map(\.total).reduce(.zero, +)
      Terminal.say("\(later.count) more of \(month.value) over \(total.decimal) can be issued from the day they fall due, not before.")
    }
    if !report.refused.isEmpty { throw ExitCode.failure }
  }
}
