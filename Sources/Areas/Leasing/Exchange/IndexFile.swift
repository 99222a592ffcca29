import Foundation
import Kernel

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// INSEE's answer for its series, in SDMX 2.1 (structure-specific): each series with its number, its title and its observations.
package enum IndexFile {
  /// Refuses what is no such file, a series under another's title, a value that is none.
  package static func points(_ bytes: [UInt8]) throws -> [IndexPoint] {
    if bytes.count > 5_000_000 { throw Refusal.invalid("leasing.problem.fileSize", field: "file") }
    let reader = SeriesReader()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isRead = parser.parse()
    if !reader.problems.isEmpty { throw Refusal(.invalid, reader.problems) }
    if !isRead || !reader.isWhole { throw Refusal.invalid("leasing.problem.notSDMX", field: "file") }
    if reader.points.isEmpty { throw Refusal.invalid("leasing.problem.noValues", field: "file") }
    return reader.points
  }
}

private final class SeriesReader: NSObject, XMLParserDelegate {
  var points: [IndexPoint] = []
  var problems: [Problem] = []
  /// Whether the outermost element was closed.
  private(set) var isWhole = false
  private var index: RentIndex?
  private var depth = 0

  func parser(
    _: XMLParser, didStartElement element: String, namespaceURI _: String?, qualifiedName _: String?, attributes: [String: String]
  ) {
    depth += 1
    switch element.split(separator: ":").last {
    case "Series": begin(attributes)
    case "Obs": take(attributes)
    default: break
    }
  }
  func parser(_: XMLParser, didEndElement element: String, namespaceURI _: String?, qualifiedName _: String?) {
    if element.split(separator: ":").last == "Series" { index = nil }
    depth -= 1
    isWhole = depth == 0
  }
  /// No declaration of entities is expected from INSEE, and none is read.
  func parser(_ parser: XMLParser, foundInternalEntityDeclarationWithName _: String, value _: String?) { parser.abortParsing() }

  private func begin(_ attributes: [String: String]) {
    let number = attributes["IDBANK"] ?? ""
    guard let known = RentIndex.allCases.first(where: { $0.series == number }) else {
      return problems.append(Problem("leasing.problem.series", field: "file", ["series": String(number.prefix(40))]))
    }
    let title = attributes["TITLE_FR"] ?? ""
    if !title.folded.contains(known.title) {
      return problems.append(
        Problem("leasing.problem.seriesTitle", field: "file", ["series": number, "title": String(title.prefix(200))]))
    }
    index = known
  }

  private func take(_ attributes: [String: String]) {
    guard let index else { return }
    let (time, value) = (attributes["TIME_PERIOD"] ?? "", attributes["OBS_VALUE"] ?? "")
    // A quarter without a value is announced as missing.
    if attributes["OBS_QUAL"] == "O" || value == "NaN" || value.isEmpty { return }
    guard let quarter = Quarter(time), let hundredths = IndexFile.hundredths(value) else {
      return problems.append(
        Problem("leasing.problem.observation", field: "file", ["quarter": String(time.prefix(20)), "value": String(value.prefix(20))]))
    }
    points.append(IndexPoint(index, quarter, hundredths, publishedOn: attributes["DATE_JO"].flatMap { Day($0) }))
  }
}

extension IndexFile {
  /// `138.01`, `138.0`, `138`.
  package static func hundredths(_ text: String) -> Int64? {
    let parts = text.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), (1...10_000).contains(whole) else { return nil }
    if parts.count == 1 { return whole * 100 }
    guard (1...2).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let decimals = Int64(parts[1]) else {
      return nil
    }
    return whole * 100 + (parts[1].count == 1 ? decimals * 10 : decimals)
  }
}
