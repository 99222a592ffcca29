import Kernel
import Ledger
import Store
import Web

/// What may be charged for having paid late, what is kept for later, and what may no longer be asked for.
extension LateRoutes {
  func penaltiesPreview(_ visit: Visit) async throws -> Answer {
    let choices = try await MoneyChoices.read(visit)
    let (today, wanted) = (visit.today, asked(visit))
    let found = try await visit.database.read { transaction in
      try choices.plan(of: wanted, isIdle: \PenaltyPlan.lines.isEmpty) { try transaction.penaltyPlan($0, on: today) }
    }
    let format = visit.format
    let (lines, small, barred) = (found?.plan.lines ?? [], found?.plan.small ?? [], found?.plan.barred ?? [])
    func sum(_ amount: (PenaltyPlan.Line) -> Money) -> Money { lines.reduce(.zero) { $0 + amount($1) } }
    let floor = found?.plan.floor ?? .zero
    var tables = [
      PageTable(
        visit.text("payments.penalties.toCharge"), hint: lines.isEmpty ? nil : visit.text("payments.penalties.toChargeNote"),
        columns: [("customer", false), ("documents", true), ("interest", true), ("indemnity", true)].map {
          PageTable.Column(visit.text("payments.column.\($0.0)"), isNumber: $0.1)
        }, rows: byCustomer(lines, visit),
        total: ["", "", format.money(sum(\.interest)), format.money(sum(\.indemnity))].map { PageCell($0) },
        empty: visit.text("payments.none"))
    ]
    if !small.isEmpty {
      tables.append(
        visit.moneyTable(
          "payments.penalties.small", [("customer", false), ("documents", true), ("amount", true)],
          small.map { kept in
            [
              (kept.customerName, "/customers/\(kept.customer)/account"), (format.number(kept.documents), nil),
              (format.money(kept.total), nil),
            ]
          }, note: visit.text("payments.penalties.smallNote", ["amount": format.money(floor)])))
    }
    if !barred.isEmpty {
      tables.append(
        visit.moneyTable(
          "payments.penalties.barred",
          [("debtors", false), ("limitation", false), ("before", false), ("documents", true), ("unpaid", false)],
          barred.map { cells($0, visit) }, note: visit.text("payments.penalties.barredNote")))
    }
    let deed = visit.deed(
      "penalties", at: "/late/penalties",
      [
        visit.hidden("entity", found?.entity.id.text ?? ""),
        visit.field(
          "customer", .select, label: "payments.column.customer",
          options: [Field.Option("", visit.text("payments.penalties.everyone"))]
            + choices.customers.map { Field.Option($0.id.text, $0.name) }),
      ], dangerous: true)
    return .page(
      MoneyPage(
        title: visit.text("payments.penalties.title"), upPath: "/late", upText: visit.text("payments.late.title"), state: nil,
        stateKind: "",
        lead: visit.text("payments.penalties.lead", ["entity": found?.entity.name ?? ""]),
        actions: [visit.action("/late/floor", "payments.floor.new")], hasFacts: false, facts: [], tables: tables,
        deeds: lines.isEmpty && visit.method == .get ? [] : [deed], choicePath: "/late/penalties",
        choice: [visit.entityField(choices.entities, value: found?.entity.id.text)]))
  }

  func penaltiesPreviewJSON(_ visit: Visit) async throws -> Answer {
    let entity = try askedEntity(visit)
    let today = visit.today
    return .json(PenaltyPlanJSON(try await visit.database.read { try $0.penaltyPlan(entity, on: today) }))
  }
  func charging(_ visit: Visit) throws -> ChargePenalties {
    let (entity, customer) = try form(visit)
    return ChargePenalties(entity: entity, customer: customer)
  }
  func chargePenalties(_ visit: Visit) async throws -> Answer {
    let count = try await visit.perform(charging(visit))
    return .see("/late").saying("payments.penalties.charged", ["count": String(count)])
  }

  // The least that is worth a penalty.

  struct FloorJSON: Encodable, Sendable {
    let amountCents: Money
  }
  private func floor(_ visit: Visit) async throws -> Money {
    let today = visit.today
    return try await visit.database.read { try $0.penaltyFloor(on: today) }
  }
  func floorForm(_ visit: Visit) async throws -> Answer {
    visit.moneyForm(
      "floor", up: "/late/penalties", at: "/late/floor",
      [
        (
          nil,
          [
            visit.field("from", .date, label: "payments.column.from", value: visit.today.description, required: true),
            visit.field(
              "amount", .money, label: "payments.column.floor", value: visit.format.typed(try await floor(visit)), required: true,
              hint: "payments.floor.hint"),
          ]
        )
      ])
  }
  private func settingFloor(_ visit: Visit) throws -> SetPenaltyFloor {
    var reader = InputReader(visit.form)
    let from = reader.requiredDay("from")
    let amount = reader.required("amount") { $0.money("amount") }
    try reader.finish()
    guard let from, let amount else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    return SetPenaltyFloor(from: from, amount: amount)
  }
  func setFloor(_ visit: Visit) async throws -> Answer {
    try await visit.perform(settingFloor(visit))
    return .see("/late/penalties").saying("payments.floor.set")
  }
  func setFloorJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(settingFloor(visit))
    return try await floorJSON(visit)
  }
  func floorJSON(_ visit: Visit) async throws -> Answer { .json(FloorJSON(amountCents: try await floor(visit))) }

  // Rows of the page.

  /// One row a customer, in the order of the plan; the way to each document's sum is unfolded.
  private func byCustomer(_ lines: [PenaltyPlan.Line], _ visit: Visit) -> [PageRow] {
    let format = visit.format
    let groups = Dictionary(grouping: lines, by: \.document.customer)
    var seen: Set<OrganisationID> = []
    return lines.map(\.document).filter { seen.insert($0.customer).inserted }.map { first in
      let own = groups[first.customer] ?? []
      return PageRow([
        PageCell(first.customerName, path: "/customers/\(first.customer)/account"),
        PageCell(format.number(own.count), steps: own.map { way(to: $0, visit) }),
        PageCell(format.money(own.reduce(.zero) { $0 + $1.interest })), PageCell(format.money(own.reduce(.zero) { $0 + $1.indemnity })),
      ])
    }
  }

  private func way(to line: PenaltyPlan.Line, _ visit: Visit) -> String {
    let format = visit.format
    let steps = line.steps.map { "\(format.money($0.amount)) × \($0.days) × \(format.percentage($0.rate))" }.joined(separator: " + ")
    let doubt = line.isVerified || steps.isEmpty ? "" : " " + visit.text("payments.penalties.unverified")
    return visit.text(
      steps.isEmpty ? "payments.penalties.indemnityOnly" : "payments.penalties.way",
      [
        "document": line.document.number, "regime": visit.text("payments.regime.\(line.regime.rawValue)"), "way": steps + doubt,
        "interest": format.money(line.interest), "indemnity": format.money(line.indemnity),
      ])
  }

  private func cells(_ barred: PenaltyPlan.Barred, _ visit: Visit) -> [(text: String, path: String?)] {
    let parameter = barred.parameter
    let years = visit.text("payments.penalties.years", ["count": String(parameter.value)])
    let unpaid = barred.documents.filter(\.isUnpaid).map(\.number)
    let doubt = parameter.isVerified ? "" : " " + visit.text("payments.penalties.unverifiedText")
    return [
      (visit.text("payments.limitation.\(barred.limitation.rawValue)"), nil), ("\(years) (\(parameter.reference))\(doubt)", nil),
      (visit.format.day(barred.firstDay), nil), (visit.format.number(barred.documents.count), nil),
      (unpaid.isEmpty ? "–" : unpaid.joined(separator: ", "), nil),
    ]
  }
}
