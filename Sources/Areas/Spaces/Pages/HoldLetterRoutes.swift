import Kernel
import People
import Store
import Web

/// The letter about a hold as PDF, for those of the house who see rents and for the holder itself.
package struct HoldLetterRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/holds/:hold/letter", .needsSomewhere(.seeHolders), letter).asking([.choice("language", of: Language.self)]),
      .get("/api/holds/:hold/letter", .needsSomewhere(.seeHolders), letter).asking([.choice("language", of: Language.self)]),
    ]
  }

  /// `about` asks for one of its occasions, `language` for another language than the holder's.
  func letter(_ visit: Visit) async throws -> Answer {
    let id: ID<Hold> = try visit.id("hold")
    guard let facts = try await visit.database.read({ try $0.letterFacts(of: id, on: visit.today) }),
      HoldLetterRoutes.mayRead(facts.holder.id, visit.viewer)
    else { throw Refusal.notFound }
    let occasions = LetterOccasion.all(for: facts.line.hold, promises: facts.promises, on: visit.today)
    let asked = visit.query["about"]
    guard let occasion = asked.isEmpty ? occasions.first : occasions.first(where: { $0.rawValue == asked }) else { throw Refusal.notFound }
    let language = Language(rawValue: visit.query["language"]) ?? facts.contact?.language ?? visit.language
    let letter = HoldLetter(
      facts: facts, occasion: occasion, language: language, texts: visit.texts, house: visit.house, now: visit.now)
    return .shown(try letter.document.printed(), type: "application/pdf", name: letter.fileName).with("cache-control", "private, no-store")
  }

  /// It names a rent and a person: whoever may see the rents of the holder, on the house or on the holder itself.
  static func mayRead(_ holder: OrganisationID, _ viewer: Viewer) -> Bool { viewer.may(.seeRents, for: holder) }
}
