import Kernel

/// The four figures of a day with the definition of each, and what is optioned and offered beside. Of a level, its own figures with those of
/// the house below; people are counted for the house alone, since an organisation does not say on which level they sit.
package struct OccupancyStrip: Sendable {
  let house: Occupancy
  let part: Occupancy?
  let sight: PlanSight
  let words: PlanWords

  private var occupancy: Occupancy { part ?? house }

  package init(_ house: Occupancy, part: Occupancy? = nil, _ sight: PlanSight, _ words: PlanWords) {
    (self.house, self.part, self.sight, self.words) = (house, part, sight, words)
  }

  package func write(into markup: inout Markup) {
    markup.raw("<section class=\"plan-figures\"")
    markup.attribute("aria-label", words.text("spaces.occupancy.strip"))
    markup.raw(">")
    figure("cells", \.cells, words.count(occupancy.cells.part), words.count(occupancy.cells.whole), into: &markup)
    figure("area", \.area, area(occupancy.area.part), area(occupancy.area.whole), into: &markup)
    if sight.rents {
      figure(
        "money", \.money, words.money(euros(occupancy.money.part)), words.money(euros(occupancy.money.whole)), into: &markup)
    }
    figure("people", \.people, words.count(house.people.part), words.count(house.people.whole), isOfHouse: true, into: &markup)
    markup.raw("<div class=\"plan-sum plan-sum-beside\"><p>")
    markup.text(
      words.text(
        "spaces.occupancy.options",
        ["number": words.count(occupancy.optionCells), "area": area(occupancy.optionArea.hundredths)]))
    markup.raw("</p><p>")
    markup.text(
      words.text("spaces.occupancy.offers", ["number": words.count(occupancy.offerCells), "area": area(occupancy.offerArea.hundredths)]))
    if occupancy.promisedCells > 0 {
      markup.raw("</p><p>")
      markup.text(
        words.text(
          "spaces.occupancy.unopened",
          ["number": words.count(occupancy.promisedCells), "area": area(occupancy.promisedArea.hundredths)]))
    }
    markup.raw("</p><p>")
    markup.text(words.text("spaces.occupancy.outOfService", ["number": words.count(occupancy.outOfService)]))
    markup.raw("</p></div></section>")
  }

  /// Whole m² and whole euros: finer is noise at this height.
  private func area(_ hundredths: Int64) -> String { words.area(FloorArea(hundredths: (hundredths + 50) / 100 * 100)) }
  private func euros(_ cents: Int64) -> Money { Money(cents: (cents + 50) / 100 * 100) }

  private func figure(
    _ key: String, _ kind: KeyPath<Occupancy, Occupancy.Share>, _ said: String, _ whole: String, isOfHouse: Bool = false,
    into markup: inout Markup
  ) {
    let share = isOfHouse ? house[keyPath: kind] : occupancy[keyPath: kind]
    markup.raw("<div class=\"plan-sum\"><p class=\"plan-sum-name\">")
    markup.text(words.text("spaces.occupancy.by.\(key)"))
    if part != nil, isOfHouse {
      markup.raw(" <span class=\"plan-sum-house\">")
      markup.text(words.text("spaces.plan.whole"))
      markup.raw("</span>")
    }
    markup.raw("</p><p class=\"plan-sum-value\">")
    markup.text(words.percentage(share.percentage))
    markup.raw(
      "</p><svg class=\"bar\" viewBox=\"0 0 1000 30\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"bar-whole\" width=\"1000\" height=\"30\"/><rect class=\"bar-part\" height=\"30\""
    )
    markup.attribute("width", min(1000, (share.percentage?.basisPoints ?? 0) / 10))
    markup.raw("/></svg><details><summary>")
    markup.text(words.text("spaces.occupancy.outOf.\(key)", ["part": said, "whole": whole]))
    markup.raw("</summary><p>")
    markup.text(words.text("spaces.occupancy.definition.\(key)"))
    markup.raw("</p></details>")
    if part != nil, !isOfHouse {
      markup.raw("<p class=\"plan-sum-house\">")
      markup.text(words.text("spaces.plan.inHouse", ["share": words.percentage(house[keyPath: kind].percentage)]))
      markup.raw("</p>")
    }
    markup.raw("</div>")
  }
}
