import Kernel
import Store
import Web

/// What was written, seen and handed in.
extension LeaseWords {
  var papers: PageTable {
    var rows = view.amendments.map { amendment in
      PageRow([
        .init(format.shortDay(amendment.day)), .init(visit.text("leasing.filed.amendment", ["number": "\(amendment.place)"])),
        .init(amendment.summary),
      ])
    }
    rows += view.inventories.map { seen in
      PageRow(
        [
          .init(format.shortDay(seen.inventory.day)), .init(visit.text("leasing.inventory.\(seen.inventory.kind.rawValue)")),
          .init(
            visit.text(
              "leasing.inventory.told",
              ["present": seen.inventory.present, "keys": "\(seen.inventory.keys)", "photos": "\(seen.photos.count)"])),
        ],
        notes: seen.items.map {
          visit.format.pair($0.element, visit.text("leasing.condition.\($0.condition.rawValue)"))
            + ($0.remark.isEmpty ? "" : ", \($0.remark)")
        })
    }
    rows += view.insurances.map { insurance in
      PageRow([
        .init(format.shortDay(insurance.span.from)), .init(visit.text("leasing.filed.insurance")),
        .init("\(insurance.insurer) \(insurance.policy) · \(format.shortSpan(insurance.span))"),
      ])
    }
    rows += view.files.map { file in
      PageRow(
        [
          .init(format.shortDay(visit.house.day(of: file.madeAt))), .init(visit.filed(file)),
          .init(file.name, path: "/leases/\(lease.id)/files/\(file.id)"),
        ], notes: [visit.text("leasing.filed.by", ["name": file.madeBy])])
    }
    return PageTable(title("papers"), columns: [column("day"), column("kind"), column("what")], rows: rows)
  }
}
