import Foundation

/// The pages of a house that can be reached from its first by following links: of those of one shape the first.
struct HousePages {
  private(set) var found: [String] = []

  /// `report` is told how many there are as they are found.
  init(port: Int, cookies: String, report: (Int) -> Void) throws {
    var connection = try LoadConnection(port: port)
    var shapes: Set<String> = []
    var waiting = ["/", "/today", "/plan"][...]
    while let path = waiting.popFirst() {
      guard shapes.insert(HousePages.shape(of: path)).inserted else { continue }
      let status = try connection.ask(LoadRequest(path: path, headers: ["cookie": cookies]))
      let head = connection.head.lowercased()
      // Of a file that is sent as it is made nobody knows how much is still to come.
      if !head.contains("content-length:") { connection = try LoadConnection(port: port) }
      guard status == 200, head.contains("content-type: text/html") else { continue }
      found.append(path)
      report(found.count)
      waiting += HousePages.links(in: connection.body).filter { !shapes.contains(HousePages.shape(of: $0)) }
    }
  }

  /// An address without what it names and what is asked of it: `/leases/:/2026` of one lease and one year is that of all.
  static func shape(of path: String) -> String {
    path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).map { piece in
      piece.contains(where: \.isNumber) ? ":" : String(piece)
    }.joined(separator: "/")
  }

  /// Of this house, without what leads away from the page itself.
  private static func links(in page: String) -> [String] {
    page.components(separatedBy: "href=\"/").dropFirst().compactMap { rest in
      let link = rest.prefix { $0 != "\"" && $0 != "#" }
      return link.hasPrefix("/") || link.hasPrefix("assets") ? nil : "/" + link.replacing("&amp;", with: "&")
    }
  }
}
