import Kernel
import People
import Spaces
import Store
import Web

/// What the house is, in its own words, in today's figures and in a picture of its plan.
package struct HomePage: Page {
  struct Line: Sendable {
    let name: String
    let text: String
  }
  package static let template = "welcome-home"
  package let title: String
  package let summary: String?
  /// The language of the words, where it is not that of the page.
  let wordsLanguage: String?
  /// HTML made by `PlainMarkup` from what the house wrote, or the house's usual words.
  let leadHTML: String
  let restHTML: String
  let hasPlan: Bool
  let planSVG: String
  let planPath: String
  let planText: String
  let figures: [PageFigure]
  let free: [Line]
  let residents: [String]
  let residentsMore: String?
  let address: [String]
  let editPath: String?

  package static let sample = HomePage(
    title: "KM0", summary: "La maison.", wordsLanguage: "fr", leadHTML: "<p>La maison.</p>", restHTML: "<h2>Suite</h2>", hasPlan: true,
    planSVG: "<svg></svg>", planPath: "/plan", planText: "Les sheds aujourd’hui", figures: [PageFigure("cellules", "160")],
    free: [Line(name: "Bureaux", text: "Complet.")], residents: ["Ada"], residentsMore: "et 12 autres", address: ["1 rue", "Mulhouse"],
    editPath: "/public-pages/home/fr")
}

extension WelcomeRoutes {
  func home(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let language = visit.language
    let (written, names, sites) = try await visit.database.read { transaction in
      (
        try transaction.publicPage(.home, in: language), try transaction.listedNames(on: today, limit: HomePage.mostNames),
        try transaction.sites()
      )
    }
    let snapshot = try await shelf.snapshot(for: visit)
    let timeline = snapshot.timeline
    let words = written?.body ?? visit.text("welcome.home.usual")
    let said = homeWords.said(words)
    let picture = picture(snapshot, visit)
    let kinds = snapshot.once { FreeKind.all(in: timeline, of: FreeCell.all(in: snapshot, from: today), on: today) }
    let site = sites.first { !$0.street.isEmpty }
    let listed = timeline.holders.count(where: \.isListed)
    // Those of flesh and blood first: the invented ones say so on the directory.
    let more = listed - names.count
    let answer = Answer.page(
      HomePage(
        title: written?.title ?? visit.houseName, summary: said.summary,
        wordsLanguage: foreign(written, visit), leadHTML: said.leadHTML, restHTML: said.restHTML, hasPlan: picture != nil,
        planSVG: picture == nil ? "" : KeptMarkup.place, planPath: picture?.path ?? "", planText: picture?.text ?? "",
        figures: figures(snapshot.figures, listed, visit),
        free: lines(kinds, visit).map { HomePage.Line(name: $0.name, text: $0.text) },
        residents: names,
        residentsMore: more > 0 ? visit.text("welcome.home.more", ["count": visit.format.number(more)]) : nil,
        address: site.map { [$0.name, $0.street, "\($0.postcode) \($0.city)"].filter { !$0.isEmpty && $0 != " " } } ?? [],
        editPath: editPath(.home, visit)))
    return picture.map { answer.holding($0.svg) } ?? answer
  }

  private func figures(_ occupancy: Occupancy, _ listed: Int, _ visit: Visit) -> [PageFigure] {
    let format = visit.format
    let area = format.number((occupancy.area.whole + 50) / 100) + "\u{A0}m²"
    return [
      PageFigure(visit.text("welcome.home.cells"), format.number(occupancy.cells.whole)),
      PageFigure(visit.text("welcome.home.area"), area),
      PageFigure(visit.text("welcome.home.let"), occupancy.area.percentage.map { format.percentage($0) } ?? "—"),
      PageFigure(visit.text("welcome.home.residents"), format.number(listed)),
    ]
  }

  /// The level with most to let, as it is today.
  private func picture(_ snapshot: PlanSnapshot, _ visit: Visit) -> (svg: KeptMarkup, path: String, text: String)? {
    let timeline = snapshot.timeline
    let today = visit.today
    let counts = timeline.cellsOfLevel.map { $0.count { timeline.cells[$0].kind.isLettable && timeline.cells[$0].span.contains(today) } }
    let open = timeline.levels.indices.filter { timeline.levels[$0].isOpen(on: today) && counts[$0] > 0 }
    guard let place = open.max(by: { (counts[$0], $1) < (counts[$1], $0) }) else { return nil }
    let level = timeline.levels[place]
    let facts = timeline.facts(on: today, level: place)
    let text = visit.text(
      "welcome.home.plan",
      [
        "level": level.name, "day": visit.format.day(today), "count": visit.format.number(facts.count { $0.state == .free }),
      ])
    let sight = PlanSight(visit.viewer)
    let svg = snapshot.bodies.markup(for: .picture(of: place, on: today, sight, visit.language)) {
      var markup = Markup(capacity: 60_000)
      PlanDrawing(timeline, sight, .holder, PlanWords(visit.texts, visit.language))
        .picture(place, facts: facts, geometry: snapshot.geometries[place], label: text, into: &markup)
      return markup.bytes
    }
    return (svg, "/plan?level=\(percentEncoded(level.key))", text)
  }
}

extension HomePage {
  static let mostNames = 14
}

extension WelcomeRoutes {
  /// The language of a page the house has not written in the visitor's.
  func foreign(_ page: PublicPage?, _ visit: Visit) -> String? {
    page.flatMap { $0.language == visit.language ? nil : $0.language.rawValue }
  }
}
