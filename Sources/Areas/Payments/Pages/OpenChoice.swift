import Kernel
import Ledger
import People
import Store
import Web

/// A customer and an entity, chosen before all else; what is open between them is offered to be ticked.
struct OpenChoice: Sendable {
  let choices: MoneyChoices
  let customer: OrganisationID?
  let entity: OrganisationID?
  let books: OpenBooks
  /// Documents in a plan that is kept.
  let paused: Set<String>
  /// Deposits of the customer that the entity holds and may give back: by number.
  let deposits: [(number: String, held: Money)]
  /// What may be given back of credits.
  let refundable: Money

  /// As the form says that is shown again, else the address that led here. Without an entity it is the first whose books have what is looked for.
  static func read(
    _ visit: Visit, wanted: @escaping @Sendable (OpenBooks) -> Bool = { !$0.documents.isEmpty }
  ) async throws -> OpenChoice {
    let asked = visit.isShownAgain ? visit.form : visit.query
    let (customer, entity) = (OrganisationID(checking: asked["customer"]), OrganisationID(checking: asked["entity"]))
    let today = visit.today
    return try await visit.database.read { transaction in
      let choices = MoneyChoices(entities: try transaction.creditors(), customers: try transaction.organisationNames())
      guard let customer, choices.customers.contains(where: { $0.id == customer }) else {
        return OpenChoice(
          choices: choices, customer: nil, entity: nil, books: OpenBooks(documents: [], credits: []), paused: [], deposits: [],
          refundable: .zero)
      }
      let books = try choices.entities.map { ($0.id, try transaction.openBooks($0.id, of: customer)) }
      let found = books.first { $0.0 == entity } ?? books.first { wanted($0.1) } ?? books.first
      guard let (entity, own) = found else { throw Refusal.notFound }
      return OpenChoice(
        choices: choices, customer: customer, entity: entity, books: own, paused: try transaction.pausedDocuments(entity, on: today),
        deposits: try transaction.heldByHand(of: customer, by: entity),
        refundable: try transaction.refundable(own, of: customer, by: entity))
    }
  }

  /// Stands above the form and leads back to its page.
  func fields(_ visit: Visit) -> [Field] {
    [
      visit.customerField(choices.customers, value: customer?.text), visit.entityField(choices.entities, value: entity?.text),
    ]
  }
  /// What the form sends of it.
  var sent: [Field] {
    [("customer", customer), ("entity", entity)].map { Field($0.0, .hidden, label: "", value: $0.1?.text ?? "") }
  }
}

extension Visit {
  /// A form about what a customer and an entity owe each other: nothing of it is there before both are known.
  func moneyForm(
    _ topic: String, of choice: OpenChoice, at path: String, _ groups: [(legend: String?, fields: [Field])]
  ) -> Answer {
    var groups = choice.customer == nil ? [] : groups
    if !groups.isEmpty { groups[0].fields += choice.sent }
    return moneyForm(topic, up: path, at: path, choice: ("\(path)/new", choice.fields(self)), groups)
  }

  /// What is open, to be ticked: number, kind, when it is or was due, how much is left.
  func openDocuments(_ documents: [OpenDocument], chosen: [String], required: Bool = false, hint: String) -> Field {
    let options = documents.map { document in
      Field.Option(
        document.number,
        text(
          document.due < today ? "payments.open.late" : "payments.open.due",
          [
            "number": document.number, "kind": text("payments.kind.\(document.kind.rawValue)"), "day": format.shortDay(document.due),
            "amount": format.money(document.open),
          ]))
    }
    return field(
      "documents", .multiple, label: "payments.group.documents", value: chosen.joined(separator: ","), required: required,
      hint: documents.isEmpty ? "payments.open.nothing" : hint, options: options, width: "full lines")
  }

  /// What money to be given back may come from: a credit note, money that came too much, a deposit held. What the address names stays there.
  func refundSource(_ choice: OpenChoice) -> Field {
    func option(_ number: String, _ amount: Money) -> Field.Option { Field.Option(number, "\(number) · \(format.money(amount))") }
    let credits = choice.books.credits.compactMap { credit in credit.document.map { option($0, credit.amount) } }
    let deposits = choice.deposits.map { option($0.number, $0.held) }
    let named = isShownAgain ? form["document"] : query["document"]
    let isKnown = named.isEmpty || (credits + deposits).contains { $0.value == named }
    let groups = [
      Field.OptionGroup(nil, [Field.Option("", text("payments.refunds.anyCredit"))] + (isKnown ? [] : [Field.Option(named, named)])),
      Field.OptionGroup(text("payments.source.credit"), credits), Field.OptionGroup(text("payments.source.deposit"), deposits),
    ]
    return field(
      "document", .select, label: "payments.column.document", value: named, hint: "payments.refunds.documentHint",
      groups: groups.filter { !$0.options.isEmpty })
  }
}

extension Transaction {
  /// What an entity holds of deposits that a person called for; those of contracts are settled there.
  fileprivate borrowing func heldByHand(of customer: OrganisationID, by entity: OrganisationID) throws -> [(number: String, held: Money)] {
    guard let auxiliary = try auxiliaries(of: [customer])[customer] else { return [] }
    let held = try rows(
      """
      SELECT document, CAST(-SUM(amount) AS BIGINT) AS held FROM ledger_lines
      WHERE entity = \(entity) AND account = \(Account.deposits) AND auxiliary = \(auxiliary.number) AND document IS NOT NULL
      GROUP BY document HAVING SUM(amount) < 0 ORDER BY document
      """
    ).map { (number: try $0.get("document") as String, held: try $0.get("held") as Money) }
    return try held.filter { try depositCall(number: $0.number)?.isByHand ?? true }
  }
}
