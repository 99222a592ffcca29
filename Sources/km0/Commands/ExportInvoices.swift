import ArgumentParser
import Foundation
import House
import Invoicing
import Kernel
import Store

struct ExportInvoices: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes issued invoices as files: Factur-X (PDF/A-3), UBL or CII.",
    discussion: "One by its number, or all that were issued in a month. What is there already under the same name is written again.")

  @Option(help: "The number of one invoice.")
  var number: String?

  @Option(help: "All invoices issued in this month, as 2026-11.")
  var month: String?

  @Option(help: "facturx, ubl or cii.")
  var format = "facturx"

  @Option(help: "The folder to write to.", completion: .directory)
  var out: String

  @OptionGroup var options: SettingOptions

  func validate() throws {
    if (number == nil) == (month == nil) { throw ValidationError("Name either --number or --month.") }
    if let month, Month(month) == nil { throw ValidationError("\(month) is no month; write it as 2026-11.") }
    if InvoiceFormat(rawValue: format) == nil { throw ValidationError("There is no format \(format); there are facturx, ubl and cii.") }
  }

  func perform() async throws {
    let settings = try options.read()
    let database = try settings.openDatabase()
    let house = House.km0(settings)
    try await house.demandSchema(of: database)
    let texts = try house.texts()
    let (number, month) = (number, month.flatMap { Month($0) })
    let ids = try await database.read { transaction -> [ID<Invoice>] in
      if let month { return try transaction.invoices(issuedIn: month).map(\.id) }
      return try number.flatMap { try transaction.invoice(number: $0) }.map { [$0.id] } ?? []
    }
    if ids.isEmpty, let number { throw NoSuchInvoice(number: number) }
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let kind = InvoiceFormat(rawValue: format) ?? .facturx
    let progress = ProgressLine()
    for (index, id) in ids.enumerated() {
      // One at a time: memory stays flat however many there are.
      if let file = try await database.read({ try $0.invoiceFile(id, as: kind, texts: texts) }) {
        try Data(file.bytes).write(to: URL(filePath: out).appending(path: file.name), options: .atomic)
      }
      progress.report("writing", index + 1, of: ids.count)
    }
    progress.end()
    await database.close()
    Terminal.say("\(ids.count) files written to \(out).")
  }
}

/// A number that no invoice bears, in a sentence.
struct NoSuchInvoice: Error, CustomStringConvertible {
  let number: String
  var description: String { "There is no invoice \(number)." }
}
