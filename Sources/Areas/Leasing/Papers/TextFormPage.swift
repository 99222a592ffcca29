import Kernel
import Paper
import Store
import Web

/// Where the house writes the words of a paper, with what they may name and how they will look.
package struct TextFormPage: Page {
  struct Named: Sendable {
    let name: String
    let meaning: String
  }
  package static let template = "leasing-paper-text"
  package let title: String
  let path: String
  let tabs: [PageLink]
  let fields: [Field]
  let placeholders: [Named]
  let versions: [PageTable]

  package static let sample = TextFormPage(
    title: "Bail commercial", path: "/lease-texts/contract-commercial/fr", tabs: [.sample],
    fields: [Field("body", .textarea, label: "Texte", value: "## Objet")], placeholders: [Named(name: "{tenant}", meaning: "Le preneur")],
    versions: [.sample])
}

extension PaperRoutes {
  func textForm(_ visit: Visit) async throws -> Answer {
    let shelf = try await shelf(visit)
    let (name, language) = try named(visit, shelf)
    let versions = shelf.versions(name, language)
    let current = versions.last { $0.from <= visit.today }.flatMap { $0.body.isEmpty ? nil : $0.body }
    var body = visit.field(
      "body", .textarea, label: "leasing.texts.body", value: current ?? shipped(name, language, shelf, visit),
      hint: "leasing.texts.bodyHint",
      width: "full")
    body.rows = 30
    let from = visit.field(
      "from", .date, label: "leasing.texts.from", value: "\(visit.today)", required: true, hint: "leasing.texts.fromHint",
      minimum: "\(visit.today)")
    let rows = versions.reversed().map { version in
      PageRow([
        .init(visit.format.day(version.from), isTight: true),
        .init(version.body.isEmpty ? visit.text("leasing.texts.shipped") : String(version.body.prefix(80)) + "…"),
        .init(visit.format.shortMoment(version.madeAt, in: visit.house), isTight: true), .init(version.madeBy),
      ])
    }
    return .page(
      TextFormPage(
        title: title(name, shelf, visit), path: "/lease-texts/\(name)/\(language.rawValue)",
        tabs: Language.allCases.map {
          PageLink($0.ownName, "/lease-texts/\(name)/\($0.rawValue)", isCurrent: $0 == language)
        }, fields: [from, body],
        placeholders: Placeholder.all(of: name.kind).map {
          TextFormPage.Named(name: "{\($0.rawValue)}", meaning: visit.text("leasing.placeholder.\($0.rawValue)"))
        },
        versions: versions.isEmpty
          ? []
          : [
            PageTable(
              visit.text("leasing.texts.versions"),
              columns: ["from", "body", "madeAt", "madeBy"].map { PageTable.Column(visit.text("leasing.texts.column.\($0)")) },
              rows: Array(rows))
          ]))
  }

  func writeText(_ visit: Visit) async throws -> Answer {
    let act = try await writing(visit)
    if !visit.form["preview"].isEmpty { return try await preview(act, visit) }
    try await visit.perform(act)
    return .see("/lease-texts/\(act.name)/\(act.language.rawValue)").saying("leasing.texts.written")
  }
  func writeTextJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await writing(visit))
    return .done
  }
  func previewJSON(_ visit: Visit) async throws -> Answer { try await preview(try await writing(visit, isPreview: true), visit) }

  private func writing(_ visit: Visit, isPreview: Bool = false) async throws -> WriteLeaseText {
    let (name, language) = try named(visit, try await shelf(visit))
    return try visit.reading { reader in
      let from = isPreview ? visit.today : reader.requiredDay("from") ?? visit.today
      let body = reader.text("body", limit: 60_000, lines: true) ?? ""
      reader.problems.add(ClauseText(body).problems(for: name.kind, field: "body"))
      return WriteLeaseText(name, in: language, from: from, body: body)
    }
  }

  /// With the newest lease that has such a paper; where none has, every placeholder says what it stands for.
  private func preview(_ act: WriteLeaseText, _ visit: Visit) async throws -> Answer {
    let shelf = try await shelf(visit)
    let (name, language, texts, now) = (act.name, act.language, visit.texts, visit.now)
    let scheme = shelf.scheme(name)?.id
    let facts = try await visit.database.read { transaction -> PaperFacts? in
      let ofScheme: SQL = scheme.map { "AND v.scheme = \($0)" } ?? ""
      let ids: [ID<Lease>] = try transaction.rows(
        "SELECT l.id FROM leases l JOIN scheme_versions v ON v.id = l.version WHERE 1 = 1 \(ofScheme) ORDER BY l.prepared_at DESC, l.id LIMIT 200"
      ).map { try $0.get("id") }
      for id in ids {
        guard let lease = try transaction.lease(id) else { continue }
        let own = try transaction.paperNames(of: lease, on: HouseTime.mulhouse.day(of: now)).last { $0.kind == name.kind }
        if let own, let facts = try transaction.paperFacts(own, of: id, at: now) { return facts }
      }
      return nil
    }
    let text = act.body.isEmpty ? shipped(name, language, shelf, visit) : act.body
    let document =
      facts.map { LeasePaper(facts: $0, text: ClauseText(text), language: language, texts: texts).document }
      ?? sample(name, ClauseText(text), language, title(name, shelf, visit), visit)
    return PaperRoutes.shown(try document.printed(), "\(name)-\(language.rawValue).pdf")
  }

  private func sample(_ name: TextName, _ text: ClauseText, _ language: Language, _ title: String, _ visit: Visit) -> Document {
    var words = PaperWords()
    for placeholder in Placeholder.all(of: name.kind) {
      let meaning = "[\(visit.texts.text("leasing.placeholder.\(placeholder.rawValue)", in: language))]"
      if placeholder.isBlock {
        words.blocks[placeholder] = [.panel([.paragraph(.muted(meaning))])]
      } else {
        words.values[placeholder] = meaning
      }
    }
    return Document(
      title: title, language: language, author: visit.viewer.name, made: visit.now,
      body: [.heading(Words(title), level: 1), .gap(2)] + text.blocks(isNumbered: name.kind.isAgreement, filledWith: words))
  }
}
