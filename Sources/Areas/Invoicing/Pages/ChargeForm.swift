import Foundation
import Kernel
import Ledger
import People
import Store
import Web

/// The ways in which VAT can fall on what is typed by hand.
enum TypedVAT: String, CaseIterable, Sendable {
  case standard, intermediate, reduced, exempt, outside

  var parameter: Parameter? {
    switch self {
    case .standard: .vatStandard
    case .intermediate: .vatIntermediate
    case .reduced: .vatReduced
    case .exempt, .outside: nil
    }
  }
}

/// Those who may be chosen in a form, read once.
struct ChargeChoices: Sendable {
  let entities: [Field.Option]
  let customers: [Field.Option]

  init(_ visit: Visit) async throws {
    let today = visit.today
    (entities, customers) = try await visit.database.read { transaction in
      let all = try transaction.organisationNames()
      let entities = Set(try transaction.houseEntities(on: today).map(\.organisation))
      let options = all.map { (id: $0.id, option: Field.Option($0.id.text, $0.name)) }
      return (options.filter { entities.contains($0.id) }.map(\.option), options.map(\.option))
    }
  }

  func fields(_ visit: Visit) -> [Field] {
    let choose = [Field.Option("", visit.text("invoicing.form.choose"))]
    return [
      visit.field(
        "entity", .select, label: "invoicing.column.entity", value: entities.count == 1 ? entities[0].value : nil, required: true,
        options: choose + entities),
      visit.field(
        "customer", .select, label: "invoicing.column.customer", value: visit.query["customer"], required: true, options: choose + customers
      ),
    ]
  }
}

extension Visit {
  /// The fields of what is charged by hand, in the form of a charge and of a down payment.
  func chargeFields(kinds: [ChargeKind] = ChargeKind.allCases) -> [InvoicingFormPage.Group] {
    let kindOptions = kinds.map { Field.Option($0.rawValue, text("invoicing.kind.\($0.rawValue)")) }
    let vats = TypedVAT.allCases.map { Field.Option($0.rawValue, text("invoicing.vat.\($0.rawValue)")) }
    return [
      InvoicingFormPage.Group(
        text("invoicing.charge.what"),
        [
          field("text", .text, label: "invoicing.charge.text", required: true, hint: "invoicing.charge.textHint"),
          field("kind", .select, label: "invoicing.charge.kind", value: "services", required: true, options: kindOptions),
          field("contract", .text, label: "invoicing.column.contract"),
        ]),
      InvoicingFormPage.Group(
        text("invoicing.charge.when"),
        [
          field("from", .date, label: "invoicing.charge.first", value: today.description, required: true),
          field("last", .date, label: "invoicing.charge.last", value: today.description, required: true),
          field("billable", .date, label: "invoicing.charge.from", value: today.description, required: true),
        ]),
      InvoicingFormPage.Group(
        text("invoicing.charge.howMuch"), hint: text("invoicing.charge.netHint"),
        [
          field("net", .text, label: "invoicing.charge.net", required: true, inputMode: "decimal", width: "short"),
          field("vat", .select, label: "invoicing.charge.vat", value: "standard", required: true, options: vats),
          field("reason", .text, label: "invoicing.charge.reason", hint: "invoicing.charge.reasonHint"),
        ]),
    ]
  }

  /// Reads a charge typed by hand; its rate is the one of the law on the first day it covers.
  func readingCharge(_ origin: String) async throws -> ChargeDraft {
    struct Typed {
      let entity: OrganisationID
      let customer: OrganisationID
      let text: String
      let kind: ChargeKind
      let span: DaySpan
      let billable: Day
      let net: Money
      let vat: TypedVAT
      let reason: String?
      let contract: String?
    }
    let typed = try reading { reader -> Typed? in
      let entity: OrganisationID? = reader.requiredID("entity")
      let customer: OrganisationID? = reader.requiredID("customer")
      let words = reader.requiredText("text", limit: 200)
      let kind = reader.requiredChoice("kind", of: ChargeKind.self)
      let span = reader.span("from", last: "last")
      if span != nil, span?.until == nil { reader.problems.add("kernel.problem.missing", field: "last") }
      let billable = reader.requiredDay("billable")
      let net = reader.required("net") { SignedMoney.read("net", &$0) }
      if net == .zero { reader.problems.add("invoicing.problem.zero", field: "net") }
      let vat = reader.requiredChoice("vat", of: TypedVAT.self)
      let reason = reader.text("reason", limit: 200)
      if let vat, vat.parameter == nil, reason == nil { reader.problems.add("kernel.problem.missing", field: "reason") }
      let contract = reader.text("contract", limit: 50)
      guard let entity, let customer, let kind, let span, let billable, let net, let vat else { return nil }
      return Typed(
        entity: entity, customer: customer, text: words, kind: kind, span: span, billable: billable, net: net, vat: vat, reason: reason,
        contract: contract)
    }
    guard let typed else { throw Refusal(.invalid) }
    return ChargeDraft(
      entity: typed.entity, customer: typed.customer, origin: origin, kind: typed.kind, text: typed.text, span: typed.span,
      billableFrom: typed.billable, net: typed.net, vat: try await treatment(typed.vat, on: typed.span.from, typed.reason),
      contract: typed.contract, explanation: [ExplanationStep("invoicing.explain.byHand", ["amount": String(typed.net.cents)])])
  }

  private func treatment(_ vat: TypedVAT, on day: Day, _ reason: String?) async throws -> VATTreatment {
    guard let parameter = vat.parameter else {
      return vat == .exempt
        ? VATTreatment(.exempt, rate: Percentage(basisPoints: 0), exemptionReason: reason)
        : VATTreatment(.outside, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-EU-O", exemptionReason: reason)
    }
    let fact = try await database.read { try $0.parameter(parameter, on: day) }
    return VATTreatment(.standard, rate: fact.rate)
  }
}

extension ChargeRoutes {
  func newForm(_ visit: Visit) async throws -> Answer {
    let choices = try await ChargeChoices(visit)
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.charge.new"), lead: visit.text("invoicing.charge.newLead"), action: "/charges",
        groups: [.init(visit.text("invoicing.charge.who"), choices.fields(visit))] + visit.chargeFields(),
        button: visit.text("invoicing.charge.post"), buttonStyle: "primary", back: "/charges"))
  }

  func posting(_ visit: Visit) async throws -> PostCharge {
    PostCharge(try await visit.readingCharge("by-hand/\(ID<PostedCharge>.fresh(at: visit.now))"))
  }
}
