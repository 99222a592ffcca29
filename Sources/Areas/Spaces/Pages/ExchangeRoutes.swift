import Foundation
import Kernel
import Store
import Web

/// The house as one archive, out and in.
package struct ExchangeRoutes: Sendable {
  let exchange: Exchange

  package init(exchange: Exchange) { self.exchange = exchange }

  /// An archive with the rest of its form. The second time it comes as text of four letters for three bytes.
  private static let bodyLimit = ExchangedFiles.largestArchive / 3 * 4 + 65_536

  package var table: [Route] {
    [
      .get("/exchange", .needs(.exchangePlan), show),
      .get("/exchange/house.zip", .needs(.exchangePlan), download),
      .post("/exchange", .needs(.exchangePlan), preview, shownBy: show, bodyLimit: Self.bodyLimit),
      .post("/exchange/import", .needs(.exchangePlan), bringIn, shownBy: show, bodyLimit: Self.bodyLimit),

      .get("/api/exchange", .needs(.exchangePlan), download),
      .post("/api/exchange", .needs(.exchangePlan), bringInJSON, bodyLimit: Self.bodyLimit),
      .post("/api/exchange/preview", .needs(.exchangePlan), previewJSON, bodyLimit: Self.bodyLimit),
    ]
  }

  func download(_ visit: Visit) async throws -> Answer {
    try visit.viewer.demand(.exchangePlan)
    let files = try await exchange.files(of: visit.database, at: visit.now)
    if files.isEmpty { throw Refusal.conflict("spaces.exchange.problem.empty") }
    return .file(try Exchange.archive(files), type: "application/zip", name: name(visit)).with("cache-control", "private, no-store")
  }

  func preview(_ visit: Visit) async throws -> Answer {
    let sent = try archive(of: visit)
    let files = try ExchangedFiles(zip: sent.bytes)
    let parts = try await prepared(files, visit).preview(in: visit.database, for: visit.viewer, at: visit.now)
    return .page(page(visit, parts: parts, unknown: files.unknown, of: sent.name, archive: Data(sent.bytes).base64EncodedString()))
  }

  func bringIn(_ visit: Visit) async throws -> Answer {
    let files = try ExchangedFiles(zip: try archive(of: visit).bytes)
    let parts = try await prepared(files, visit).perform(in: visit.database, for: visit.viewer, at: visit.now)
    let sums = (
      added: parts.reduce(0) { $0 + $1.added }, changed: parts.reduce(0) { $0 + $1.changed }, events: parts.reduce(0) { $0 + $1.events }
    )
    return .see("/exchange").saying(
      "spaces.exchange.done", ["added": "\(sums.added)", "changed": "\(sums.changed)", "events": "\(sums.events)"])
  }

  func bringInJSON(_ visit: Visit) async throws -> Answer {
    let files = try ExchangedFiles(zip: try archive(of: visit).bytes)
    let parts = try await prepared(files, visit).perform(in: visit.database, for: visit.viewer, at: visit.now)
    return .json(ExchangeJSON(parts, unknown: files.unknown))
  }
  func previewJSON(_ visit: Visit) async throws -> Answer {
    let files = try ExchangedFiles(zip: try archive(of: visit).bytes)
    let parts = try await prepared(files, visit).preview(in: visit.database, for: visit.viewer, at: visit.now)
    return .json(ExchangeJSON(parts, unknown: files.unknown))
  }

  func show(_ visit: Visit) async throws -> Answer { .page(page(visit)) }

  private func prepared(_ files: ExchangedFiles, _ visit: Visit) throws -> PreparedImport {
    try visit.viewer.demand(.exchangePlan)
    return try PreparedImport(files, by: exchange.importers, at: visit.now)
  }

  /// The file of a form or the body of a program; from the preview, its text.
  private func archive(of visit: Visit) throws -> (name: String, bytes: [UInt8]) {
    let bytes: (String, [UInt8])
    if let file = visit.files.first {
      bytes = (file.name.isEmpty ? "zip" : file.name, file.bytes)
    } else if let known = Data(base64Encoded: visit.form["archive"]), !known.isEmpty {
      bytes = (visit.form["name"], Array(known))
    } else {
      throw Refusal.invalid("spaces.exchange.problem.noArchive", field: "archive")
    }
    if bytes.1.count > ExchangedFiles.largestArchive {
      throw Refusal.invalid("spaces.exchange.problem.archiveSize", field: "archive", ["limit": "\(ExchangedFiles.largestArchive >> 20)"])
    }
    return bytes
  }

  private func name(_ visit: Visit) -> String { "km0-\(visit.today).zip" }

  private func page(
    _ visit: Visit, parts: [ImportedPart]? = nil, unknown: [String] = [], of fileName: String = "", archive: String = ""
  ) -> ExchangePage {
    var upload = visit.field(
      "archive", .file, label: "spaces.exchange.archive", required: true, hint: "spaces.exchange.archiveHint", width: "full")
    upload.accept = ".zip,application/zip"
    upload.value = ""
    upload.problem = nil
    let shown = parts ?? []
    return ExchangePage(
      title: visit.text("spaces.exchange.title"), archiveName: name(visit), upload: [upload],
      faultCount: visit.problems.isEmpty ? nil : visit.text("spaces.exchange.faults", ["count": "\(visit.problems.count)"]),
      faults: visit.problems.prefix(PlanReading.mostProblems).map { problem in
        let place = problem.field.flatMap { ["archive", "file"].contains($0) ? nil : String($0.prefix(200)) }
        return ExchangePage.Fault(place: place, text: visit.text(problem.code, problem.arguments))
      },
      hasPreview: parts != nil, changesNothing: parts != nil && shown.allSatisfy { $0.added + $0.changed + $0.events == 0 },
      fileName: fileName,
      parts: shown.map { part in
        ExchangePage.Part(
          name: visit.text("spaces.exchange.part.\(part.name)"), added: "\(part.added)", changed: "\(part.changed)",
          unchanged: "\(part.unchanged)", events: "\(part.events)")
      }, unknown: Array(unknown.prefix(20)), hasUnknown: !unknown.isEmpty, archive: archive)
  }
}
