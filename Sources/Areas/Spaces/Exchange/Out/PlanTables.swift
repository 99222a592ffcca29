import Kernel
import Store

extension PlanRecords {
  /// The CSV files; one without a line is left out.
  var tables: [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func add(_ file: PlanFile, _ header: [String], _ rows: [[String?]]) {
      if !rows.isEmpty { files[file.rawValue] = CSVText.bytes(header, rows) }
    }
    let buildingKeys = Dictionary(uniqueKeysWithValues: buildings.map { ($0.id, $0.key) })
    let siteKeys = Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0.key) })
    let milestoneKeys = Dictionary(uniqueKeysWithValues: milestones.map { ($0.id, $0.key) })
    add(
      .sites, ["key", "name", "street", "postcode", "city", "country"],
      sites.map { [$0.key, $0.name, $0.street, $0.postcode, $0.city, $0.country] })
    add(
      .buildings, ["key", "site", "name", "latitude", "longitude", "bearing", "shared_wall", "wall_gap"],
      buildings.map {
        [
          $0.key, siteKeys[$0.site], $0.name, decimal($0.latitude, 9), decimal($0.longitude, 9), decimal($0.bearing, 3), "\($0.sharedWall)",
          "\($0.wallGap)",
        ]
      })
    let orderedLeases = leases.sorted {
      (buildingKeys[$0.building] ?? "", $0.span.from, $0.reference) < (buildingKeys[$1.building] ?? "", $1.span.from, $1.reference)
    }
    add(
      .leases, ["building", "landlord", "tenant", "reference", "from", "until"],
      orderedLeases.map { [buildingKeys[$0.building], $0.landlord, $0.tenant, $0.reference, text($0.span.from), text($0.span.until)] })
    add(
      .levels, ["key", "building", "name", "short_name", "ordinal", "commissioning"],
      levels.map {
        [$0.key, buildingKeys[$0.building], $0.name, $0.shortName, "\($0.ordinal)", $0.commissioning.flatMap { milestoneKeys[$0] }]
      })
    add(
      .milestones, ["key", "building", "name", "kind"], milestones.map { [$0.key, buildingKeys[$0.building], $0.name, $0.kind.rawValue] })
    add(.cells, PlanRecords.cellColumns, cells.map { cell(of: $0, buildingKeys) })
    add(
      .links, ["first", "second", "joined", "reason"],
      links.map { link in [names[link.first], names[link.second]].sorted() + [link.isJoined ? "1" : "0", link.reason] }.sorted {
        ($0[0], $0[1]) < ($1[0], $1[1])
      })
    let rentLines = rents.map { (buildingKeys[$0.building] ?? "", $0.kind.rawValue, text($0.from) ?? "", $0.yearly.decimal) }
    add(.rents, ["building", "kind", "from", "yearly"], rentLines.sorted { $0 < $1 }.map { [$0.0, $0.1, $0.2, $0.3] })
    let counts = headcounts.map { (organisations[$0.organisation] ?? "", text($0.from) ?? "", $0.people) }
    add(.headcounts, ["organisation", "from", "people"], counts.sorted { $0 < $1 }.map { [$0.0, $0.1, "\($0.2)"] })
    add(.reshapings, ["at", "kind", "day", "cells", "next", "works_from", "works_until", "cost", "note"], reshapingLines)
    add(.events, PlanRecords.eventColumns, history)
    return files
  }

  private static let cellColumns = [
    "code", "building", "level", "name", "kind", "area", "noise", "window", "capacity", "workplaces", "from", "until", "attributes",
  ]

  private func cell(of cell: Cell, _ buildingKeys: [ID<Building>: String]) -> [String?] {
    let level = levels.first { $0.id == cell.level }
    return [
      cell.code, level.flatMap { buildingKeys[$0.building] }, level?.key, cell.name, cell.kind.rawValue, cell.area.decimal,
      "\(cell.noise.rawValue)", cell.hasWindow ? "1" : "0", cell.capacity.map(String.init), "\(cell.workplaces)", text(cell.span.from),
      text(cell.span.until), AttributeText.joined(cell.attributeTexts),
    ]
  }

  private var reshapingLines: [[String?]] {
    let lines: [(key: (Instant, String), row: [String?])] = reshapings.map { line in
      let change = line.reshaping
      let row = [
        change.madeAt.iso, change.kind.rawValue, text(change.day), names.list(line.before), names.list(line.after),
        text(change.works?.from),
        text(change.works?.until), change.cost.decimal, change.note,
      ]
      return ((change.madeAt, change.id.text), row)
    }
    return lines.sorted { $0.key < $1.key }.map(\.row)
  }

  func text(_ day: Day?) -> String? { day?.description }

  /// A whole number of parts of 10ⁿ to one, with all its decimals.
  private func decimal(_ number: Int64, _ places: Int) -> String {
    let digits = String(number.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (number < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }
}
