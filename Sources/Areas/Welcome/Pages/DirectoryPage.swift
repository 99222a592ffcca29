import Kernel
import People
import Store
import Web

/// The residents who agreed to be shown.
package struct DirectoryPage: Page {
  struct Entry: Sendable {
    let name: String
    let activity: String?
    let description: String?
    let website: String?
    let websiteText: String?
    let since: String
    let isInvented: Bool
  }
  package static let template = "welcome-directory"
  package let title: String
  let search: String
  let count: String
  let isEmpty: Bool
  let entries: [Entry]

  package static let sample = DirectoryPage(
    title: "Annuaire", search: "ada", count: "1 organisme", isEmpty: false,
    entries: [
      Entry(
        name: "Ada", activity: "Logiciel", description: "Calcule.", website: "https://ada.example", websiteText: "ada.example",
        since: "2019", isInvented: true)
    ])
}

/// An entry of the directory, as JSON gives it.
struct DirectoryEntry: Encodable, Sendable {
  let id: OrganisationID
  let name: String
  let kind: String
  let activity: String?
  let description: String?
  let website: String?
  let invented: Bool
}

extension WelcomeRoutes {
  func directory(_ visit: Visit) async throws -> Answer {
    let search = visit.query["q"]
    let found = try await listed(visit, search: search)
    let entries = found.map { organisation in
      let facts = organisation.facts
      // Only an address on the web may become a link.
      let website = facts.website.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
      return DirectoryPage.Entry(
        name: facts.usualName, activity: facts.activity, description: facts.listing.description(in: visit.language), website: website,
        websiteText: website.map { String($0.drop { $0 != "/" }.drop { $0 == "/" }) },
        since: facts.listing.from.map { String($0.year) } ?? "",
        isInvented: facts.invented)
    }
    return .page(
      DirectoryPage(
        title: visit.text("welcome.directory.title"), search: search,
        count: visit.text("welcome.directory.count", ["count": String(entries.count)]), isEmpty: entries.isEmpty, entries: entries))
  }

  func directoryJSON(_ visit: Visit) async throws -> Answer {
    .json(
      try await listed(visit, search: visit.query["q"]).map {
        DirectoryEntry(
          id: $0.id, name: $0.facts.usualName, kind: $0.facts.kind.rawValue, activity: $0.facts.activity,
          description: $0.facts.listing.description(in: visit.language), website: $0.facts.website, invented: $0.facts.invented)
      })
  }

  private func listed(_ visit: Visit, search: String) async throws -> [Organisation] {
    let today = visit.today
    let all = try await visit.database.read { try $0.listedOrganisations(on: today) }
    let key = search.folded
    if key.isEmpty { return all }
    let language = visit.language
    return all.filter { organisation in
      let facts = organisation.facts
      let texts = [facts.usualName, facts.legalName, facts.activity, facts.listing.description(in: language)].compactMap(\.self)
      return texts.contains { $0.folded.contains(key) }
    }
  }
}
