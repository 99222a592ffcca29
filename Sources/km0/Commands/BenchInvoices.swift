import ArgumentParser
import EInvoice
import Foundation
import House
import Invoicing
import Kernel
import Paper

struct BenchInvoices: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoices", abstract: "Measures the printing of invoices as Factur-X.",
    discussion: """
      Each has six lines and another number, and goes the way of production: checked, written as factur-x.xml, laid out, made a PDF/A-3. One
      thread; processor time. `./km0 bench invoices` prints the same page with WeasyPrint and the package factur-x beside it, and the ratio.
      """)

  @Option(help: "How many.")
  var count = 1_000

  @Option(help: "A folder where the last one and the figure are left.")
  var out: String?

  @Flag(help: "End with 1 when the target is missed.")
  var check = false

  func validate() throws {
    if !(1...100_000).contains(count) { throw ValidationError("1 to 100,000 invoices.") }
  }

  func perform() async throws {
    let settings = try Settings.read(options: [.data: FileManager.default.temporaryDirectory.path], environment: [:])
    let wording = InvoiceWording.house(.french, try House.km0(settings).texts())
    _ = try BenchmarkInvoice(0).file(wording)
    let memory = Resident.megabytes
    var last: [UInt8] = []
    let before = clock()
    for number in 1...count { last = try BenchmarkInvoice(number).file(wording) }
    let milliseconds = Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC) / Double(count)
    var report = BenchmarkReport()
    let told = report.told("one invoice", milliseconds, under: BenchmarkReport.Target.invoiceTime, "%8.2f ms of processor time ")
    Terminal.say("KM0, \(count) Factur-X  \(told), \(last.count) bytes")
    Terminal.say(String(format: "resident memory         %8.0f MB after one, %.0f MB after all", memory, Resident.megabytes))
    if let out {
      let folder = URL(fileURLWithPath: out)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(last).write(to: folder.appending(path: "invoice.pdf"))
      try Data(BenchmarkInvoice(count).invoice.facturXML()).write(to: folder.appending(path: "factur-x.xml"))
      try Data(String(format: "%.4f\n", milliseconds).utf8).write(to: folder.appending(path: "milliseconds"))
    }
    if check, !report.misses.isEmpty { throw ExitCode.failure }
  }
}

enum Resident {
  /// What this process holds now.
  static var megabytes: Double {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? (Double(fields[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576 : 0
  }
}
