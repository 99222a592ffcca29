import Kernel
import Web

extension TenantRoutes {
  func declarationForm(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.declareYear)
    let known = try await visit.database.read { try $0.declarations(of: mine.id) }
    let year = DeclarationYear.asked(declared: Set(known.map(\.year.number)), on: visit.today)
    let format = visit.format
    var fields = mine.hidden(visit)
    fields += [
      visit.field(
        "year", .number, label: "tenant.field.year", value: "\(year)", required: true, minimum: "\(DeclarationYear.first)",
        maximum: "\(visit.today.year)", width: "short"),
      visit.field(
        "people", .number, label: "tenant.field.people", required: true, hint: "tenant.hint.people", minimum: "0", width: "short"),
      visit.field("jobs", .number, label: "tenant.field.jobs", required: true, hint: "tenant.hint.jobs", minimum: "0", width: "short"),
      visit.field("turnover", .money, label: "tenant.field.turnover", hint: "tenant.hint.turnover"),
    ]
    // Asked only once it is in question.
    if visit.problems.contains(where: { $0.field == "replace" }) {
      fields.append(visit.box("replace", label: "tenant.field.replace", ticked: false))
    }
    return .page(
      TenantFormPage(
        title: visit.text("tenant.declarations.title"), lead: visit.text("tenant.declarations.lead"), back: "/my\(mine.suffix)",
        action: "/my/declarations", fields: fields, button: visit.text("tenant.declarations.act"),
        tables: known.isEmpty
          ? []
          : [
            PageTable(
              visit.text("tenant.declarations.before"),
              columns: ["year", "people", "jobs", "turnover", "said"].map {
                PageTable.Column(visit.text("tenant.field.\($0)"), isNumber: ["people", "jobs", "turnover"].contains($0))
              },
              rows: known.map { line in
                PageRow([
                  PageCell("\(line.year)"), PageCell(format.number(line.people)), PageCell(format.number(line.jobs)),
                  PageCell(line.turnover.map { format.money($0) } ?? "–"),
                  PageCell("\(line.saidBy), \(format.shortDay(visit.house.day(of: line.saidAt)))"),
                ])
              })
          ]))
  }

  func declare(_ visit: Visit) async throws -> Answer {
    let (mine, act) = try await declaring(visit)
    try await visit.perform(act)
    return .see("/my\(mine.suffix)").saying("tenant.done.declared", ["year": "\(act.year)"])
  }

  func declaring(_ visit: Visit) async throws -> (Mine, DeclareYear) {
    let mine = try await visit.mine(.declareYear)
    let act = try visit.reading { reader -> DeclareYear in
      let year = reader.requiredInteger("year", in: 0...9999)
      let people = reader.requiredInteger("people", in: 0...100_000)
      let jobs = reader.requiredInteger("jobs", in: 0...1_000_000)
      let turnover = reader.money("turnover")
      return DeclareYear(
        mine.id, year: year ?? 0, people: people ?? 0, jobs: jobs ?? 0, turnover: turnover, replaces: reader.flag("replace"))
    }
    return (mine, act)
  }

  func myDeclarationsCSV(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    return csv(try await visit.database.read { try $0.declarations(of: mine.id) }, visit)
  }

  func csv(_ declarations: [Declaration], _ visit: Visit) -> Answer {
    let heads = ["organisation", "year", "people", "jobs", "turnover", "said"].map { visit.text("tenant.field.\($0)") }
    let rows = declarations.map { line in
      [
        line.organisationName, "\(line.year)", "\(line.people)", "\(line.jobs)", line.turnover.map { visit.format.typed($0) } ?? "",
        line.saidBy,
      ]
    }
    return .csv(heads, rows, name: "declarations-\(visit.today).csv")
  }
}
