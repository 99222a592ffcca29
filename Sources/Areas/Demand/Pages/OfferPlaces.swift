import Kernel
import Spaces
import Store
import Web

/// Cells that could be offered, with what they break of the wish.
struct OfferPlace: Sendable {
  let codes: String
  let area: FloorArea
  let monthlyRent: Money?
  let broken: [Broken]
}

extension OfferRoutes {
  /// What is free and fits first, then what is free and breaks least; judged by the rule by which an offer is refused. Without any, the day from which there is.
  func places(_ wish: Wish, from: Day, _ visit: Visit) async throws -> ([OfferPlace], freeFrom: Day?) {
    var loose = SearchQuestion(count: wish.cells ?? (wish.area == nil ? 1 : nil), from: from)
    loose.area = wish.area ?? .zero
    var strict = loose
    strict.kinds = Set(wish.kind.flatMap { CellKind(rawValue: $0) }.map { [$0] } ?? [])
    strict.needsWindow = wish.needsWindow
    strict.noise = wish.noise.flatMap { NoiseZone(rawValue: $0) }
    strict.level = wish.level.map { ID<Level>($0) }
    let snapshot = try await shelf.snapshot(for: visit)
    let search = snapshot.ground.search(rentsOn: from, in: snapshot.timeline)
    let meant = search.answer(strict)
    var answers = Array(meant.answers.prefix(6))
    if loose != strict {
      let known = Set(meant.answers.map(\.cells))
      answers += search.answer(loose).answers.filter { !known.contains($0.cells) }.prefix(4)
    }
    let codes = Dictionary(snapshot.timeline.cells.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    let found = answers
    let places = try await visit.database.read { transaction in
      try found.map { answer in
        let looked = try transaction.wished(answer.cells)
        return OfferPlace(
          codes: answer.cells.compactMap { codes[$0] }.sorted().joined(separator: " "), area: answer.area, monthlyRent: answer.monthlyRent,
          broken: wish.broken(looked.wished, from: from, monthlyRent: answer.monthlyRent, isConnected: looked.isConnected))
      }
    }
    // Those that break as much stay in the order of the search.
    let sorted = places.enumerated().sorted { ($0.element.broken.count, $0.offset) < ($1.element.broken.count, $1.offset) }
    return (sorted.map(\.element), meant.none?.earliest)
  }

  func row(_ place: OfferPlace, from: Day, _ visit: Visit) -> PageRow {
    let rent = place.monthlyRent.map { "&rent=\(percentEncoded(visit.format.typed($0)))" } ?? ""
    let fits = place.broken.isEmpty
    return PageRow([
      PageCell(place.codes, path: "\(visit.url)?cells=\(percentEncoded(place.codes))\(rent)&from=\(from)"),
      PageCell(visit.format.area(place.area)),
      PageCell(place.monthlyRent.map { visit.format.money($0) } ?? "—"),
      PageCell(
        visit.text(fits ? "demand.offers.fits" : "demand.offers.fitsNot"), badge: fits ? "badge-done" : "badge-works",
        note: fits ? nil : place.broken.map { visit.text("demand.gap.\($0.misfit.rawValue)", $0.arguments) }.joined(separator: " · ")),
    ])
  }
}
