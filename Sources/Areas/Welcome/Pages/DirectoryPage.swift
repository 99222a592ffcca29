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
  package let summary: String?
  let activity: Field
  let search: String
  let count: String
  let isEmpty: Bool
  let entries: [Entry]

  package static let sample = DirectoryPage(
    title: "Annuaire", summary: "Qui est là.",
    activity: Field("activity", .select, label: "Activité", groups: [Field.OptionGroup(nil, [Field.Option("Logiciel", "Logiciel")])]),
    search: "ada", count: "1 organisme", isEmpty: false,
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
    let (all, found) = try await listed(visit, search: search)
    let entries = found.map { organisation in
      let facts = organisation.facts
      // Only an address on the web may become a link.
      let website = facts.website.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
      return DirectoryPage.Entry(
        name: facts.usualName, activity: facts.activity?.said(in: visit.language),
        description: facts.listing.description(in: visit.language), website: website,
        websiteText: website.map { String($0.drop { $0 != "/" }.drop { $0 == "/" }) },
        since: facts.listing.from.map { String($0.year) } ?? "",
        isInvented: facts.invented)
    }
    return .page(
      DirectoryPage(
        title: visit.text("welcome.directory.title"), summary: visit.text("welcome.directory.lead"), activity: activities(of: all, visit),
        search: search,
        count: visit.text("welcome.directory.count", ["count": String(entries.count)]), isEmpty: entries.isEmpty, entries: entries))
  }

  func directoryJSON(_ visit: Visit) async throws -> Answer {
    .json(
      try await listed(visit, search: visit.query["q"]).found.map {
        DirectoryEntry(
          id: $0.id, name: $0.facts.usualName, kind: $0.facts.kind.rawValue, activity: $0.facts.activity?.said(in: visit.language),
          description: $0.facts.listing.description(in: visit.language), website: $0.facts.website, invented: $0.facts.invented)
      })
  }

  private func activities(of all: [Organisation], _ visit: Visit) -> Field {
    let names = Set(all.compactMap { $0.facts.activity?.said(in: visit.language) }).sorted(byFolding: \.self)
    let options = [Field.Option("", visit.text("welcome.directory.all"))] + names.map { Field.Option($0, $0) }
    return Field(
      "activity", .select, label: visit.text("welcome.directory.activity"), value: visit.query["activity"],
      groups: [Field.OptionGroup(nil, options)])
  }

  private func listed(_ visit: Visit, search: String) async throws -> (all: [Organisation], found: [Organisation]) {
    let today = visit.today
    let all = try await visit.database.read { try $0.listedOrganisations(on: today) }
    let (key, activity, language) = (search.folded, visit.query["activity"], visit.language)
    let found = all.filter { organisation in
      let facts = organisation.facts
      let said = facts.activity?.said(in: language)
      if !activity.isEmpty && said != activity { return false }
      let texts = [facts.usualName, facts.legalName, said, facts.listing.description(in: language)].compactMap(\.self)
      return key.isEmpty || texts.contains { $0.folded.contains(key) }
    }
    return (all, found)
  }
}
