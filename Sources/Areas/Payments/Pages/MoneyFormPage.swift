import Kernel
import People
import Store
import Web

/// A form of its own page.
package struct MoneyFormPage: Page {
  struct Group: Sendable {
    let legend: String?
    let fields: [Field]
  }
  package static let template = "payments-form"
  package let title: String
  let upPath: String
  let upText: String
  let lead: String
  let path: String
  let groups: [Group]
  let button: String
  let takesFiles: Bool
  /// Chosen before the form is there, with an address of its own.
  var choicePath: String?
  var choice: [Field] = []
  var isReady = true

  package static let sample = MoneyFormPage(
    title: "Nouvel encaissement", upPath: "/receipts", upText: "Encaissements", lead: "Saisir.", path: "/receipts",
    groups: [
      Group(legend: "Argent", fields: [Field("amount", .money, label: "Montant")]),
      Group(legend: "Note", fields: [Field("note", .text, label: "Note")]),
    ],
    button: "Enregistrer", takesFiles: true, choicePath: "/receipts/new", choice: [Field("customer", .text, label: "Client")])
}

extension Visit {
  /// `topic` finds `payments.TOPIC.new`, `.newLead`, `.save`; legends are keys below `payments.group.`.
  func moneyForm(
    _ topic: String, up: String, at path: String, files: Bool = false, choice: (path: String, fields: [Field])? = nil,
    _ groups: [(legend: String?, fields: [Field])]
  ) -> Answer {
    .page(
      MoneyFormPage(
        title: text("payments.\(topic).new"), upPath: up, upText: text("payments.\(topic).title"), lead: text("payments.\(topic).newLead"),
        path: path,
        groups: groups.map { group in MoneyFormPage.Group(legend: group.legend.map { text("payments.group.\($0)") }, fields: group.fields)
        },
        button: text("payments.\(topic).save"), takesFiles: files, choicePath: choice?.path, choice: choice?.fields ?? [],
        isReady: !groups.isEmpty))
  }

  /// Between whom money goes: as the address that led here says, else to be chosen.
  func parties(_ choices: MoneyChoices) -> [Field] {
    [
      entityField(choices.entities, value: query["entity"]), customerField(choices.customers, value: query["customer"]),
    ]
  }
  /// A choice of the entities that invoice; the only one is chosen.
  func entityField(_ entities: [Organisation], value: String? = nil) -> Field {
    let options = entities.map { Field.Option($0.id.text, $0.name) }
    let first = entities.count == 1 ? [] : [Field.Option("", text("payments.choose"))]
    return field("entity", .select, label: "payments.column.entity", value: value, required: true, options: first + options)
  }
  func customerField(_ names: [(id: OrganisationID, name: String)], value: String? = nil) -> Field {
    field(
      "customer", .select, label: "payments.column.customer", value: value, required: true,
      options: [Field.Option("", text("payments.choose"))] + names.map { Field.Option($0.id.text, $0.name) })
  }
}

/// What forms choose among.
struct MoneyChoices: Sendable {
  let entities: [Organisation]
  let customers: [(id: OrganisationID, name: String)]

  static func read(_ visit: Visit) async throws -> MoneyChoices {
    try await visit.database.read { transaction in
      MoneyChoices(entities: try transaction.creditors(), customers: try transaction.organisationNames())
    }
  }
  /// The plan of the entity asked for; where none is, of the first entity for which there is something to do, else of the first.
  func plan<Plan>(
    of asked: String, isIdle: (Plan) -> Bool, _ make: (OrganisationID) throws -> Plan
  ) rethrows -> (entity: Organisation, plan: Plan)? {
    if let entity = entities.first(where: { $0.id.text == asked }) { return (entity, try make(entity.id)) }
    var first: (entity: Organisation, plan: Plan)?
    for entity in entities {
      let found = (entity: entity, plan: try make(entity.id))
      if !isIdle(found.plan) { return found }
      first = first ?? found
    }
    return first
  }
}
