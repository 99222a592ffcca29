import Invoicing
import Kernel
import Spaces
import Store

/// The charges of a year, settled in the September after it from the costs of the files.
struct HistorySettlement {
  let files: HistoryFiles
  let occupancy: any OccupancySource

  func settle(_ year: Int, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    var places: [SettledYear] = []
    for line in files.costs where line["year"] == String(year) {
      var reader = InputReader(line.input)
      let kind = reader.requiredChoice("kind", of: CostKind.self) ?? .otherCharge
      let key = reader.requiredChoice("key", of: SplitKey.self) ?? .surface
      let (label, paper, net) = (reader.requiredText("label"), reader.requiredText("paper"), reader.money("net") ?? .zero)
      try reader.finish()
      guard let building = try transaction.building(key: line["building"]) else {
        throw Refusal.invalid("kernel.problem.choice", field: "building_costs.csv:\(line.number):building")
      }
      let place = SettledYear(entity: try hand.keys.id(line["entity"], "building_costs.csv"), building: building.id.text, year: year)
      _ = try EnterCost(place, kind: kind, key: key, label: label, paper: paper, net: net).perform(
        in: transaction, for: hand.rental, at: hand.at)
      if !places.contains(place) { places.append(place) }
    }
    for place in places {
      _ = try SettleCharges(place, source: occupancy, text: "Régularisation des charges \(year)").perform(
        in: transaction, for: hand.rental, at: hand.at)
    }
  }
}
