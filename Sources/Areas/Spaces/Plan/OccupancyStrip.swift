import Kernel

/// The four figures of a day with the definition of each, and what is optioned and offered beside.
package struct OccupancyStrip: Sendable {
  let occupancy: Occupancy
  let sight: PlanSight
  let words: PlanWords

  package init(_ occupancy: Occupancy, _ sight: PlanSight, _ words: PlanWords) {
    (self.occupancy, self.sight, self.words) = (occupancy, sight, words)
  }

  package func write(into markup: inout Markup) {
    markup.raw("<section class=\"plan-figures\"")
    markup.attribute("aria-label", words.text("spaces.occupancy.strip"))
    markup.raw(">")
    figure("cells", occupancy.cells, words.count(occupancy.cells.part), words.count(occupancy.cells.whole), into: &markup)
    figure("area", occupancy.area, area(occupancy.area.part), area(occupancy.area.whole), into: &markup)
    if sight.rents {
      figure(
        "money", occupancy.money, words.money(euros(occupancy.money.part)), words.money(euros(occupancy.money.whole)), into: &markup)
    }
    figure("people", occupancy.people, words.count(occupancy.people.part), words.count(occupancy.people.whole), into: &markup)
    markup.raw("<div class=\"plan-sum plan-sum-beside\"><p>")
    markup.text(
      words.text(
        "spaces.occupancy.options",
        ["number": words.count(occupancy.optionCells), "area": area(occupancy.optionArea.hundredths)]))
    markup.raw("</p><p>")
    markup.text(
      words.text("spaces.occupancy.offers", ["number": words.count(occupancy.offerCells), "area": area(occupancy.offerArea.hundredths)]))
    markup.raw("</p><p>")
    markup.text(words.text("spaces.occupancy.outOfService", ["number": words.count(occupancy.outOfService)]))
    markup.raw("</p></div></section>")
  }

  /// Whole m² and whole euros: finer is noise at this height.
  private func area(_ hundredths: Int64) -> String { words.area(FloorArea(hundredths: (hundredths + 50) / 100 * 100)) }
  private func euros(_ cents: Int64) -> Money { Money(cents: (cents + 50) / 100 * 100) }

  private func figure(_ key: String, _ share: Occupancy.Share, _ part: String, _ whole: String, into markup: inout Markup) {
    markup.raw("<div class=\"plan-sum\"><p class=\"plan-sum-name\">")
    markup.text(words.text("spaces.occupancy.by.\(key)"))
    markup.raw("</p><p class=\"plan-sum-value\">")
    markup.text(words.percentage(share.percentage))
    markup.raw(
      "</p><svg class=\"bar\" viewBox=\"0 0 1000 30\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"bar-whole\" width=\"1000\" height=\"30\"/><rect class=\"bar-part\" height=\"30\""
    )
    markup.attribute("width", min(1000, (share.percentage?.basisPoints ?? 0) / 10))
    markup.raw("/></svg><details><summary>")
    markup.text(words.text("spaces.occupancy.outOf.\(key)", ["part": part, "whole": whole]))
    markup.raw("</summary><p>")
    markup.text(words.text("spaces.occupancy.definition.\(key)"))
    markup.raw("</p></details></div>")
  }
}
