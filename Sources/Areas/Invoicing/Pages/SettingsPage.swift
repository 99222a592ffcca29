import Kernel
import People
import Store
import Web

/// The entities that invoice with their terms and series, and the customers with what is particular in them.
package struct InvoicingSettingsPage: Page {
  struct Text: Sendable {
    let text: String
  }
  struct Entity: Sendable {
    let name: String
    let path: String
    let edit: String
    let isEditable: Bool
    let facts: [PageFact]
    let hasProblems: Bool
    let problems: [Text]
  }
  package static let template = "invoicing-settings"
  package let title: String
  let hasEntities: Bool
  let entities: [Entity]
  let list: ListView

  package static let sample = InvoicingSettingsPage(
    title: "Réglages de facturation", hasEntities: true,
    entities: [
      Entity(
        name: "Maison", path: "/invoicing-settings/entities/1", edit: "Modifier", isEditable: true,
        facts: [.sample], hasProblems: true,
        problems: [Text(text: "Il manque une série.")])
    ], list: .sample)
}

extension SettingsRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["name"], size: 25)
    let today = visit.today
    let (book, entities, organisations, terms, series) = try await visit.database.read { transaction in
      (
        try InvoiceBook(transaction, on: today, mandates: []), try transaction.houseEntities(on: today),
        try transaction.organisations(within: .everything), try transaction.customerTerms(), try transaction.invoiceSeries()
      )
    }
    let named = Dictionary(uniqueKeysWithValues: terms.map { ($0.customer, $0) })
    let own = Set(entities.map(\.organisation))
    let found = organisations.filter { !own.contains($0.id) && list.finds("\($0.facts.usualName) \($0.facts.legalName)") }
    var seen: Set<OrganisationID> = []
    return .page(
      InvoicingSettingsPage(
        title: visit.text("invoicing.settings.title"), hasEntities: !entities.isEmpty,
        entities: entities.filter { seen.insert($0.organisation).inserted }.map { entity in
          self.entity(entity, book, series.filter { $0.entity == entity.organisation }, visit)
        },
        list: visit.listView(
          list, named: visit.text("invoicing.settings.customers"), total: found.count,
          columns: [
            ListColumn("invoicing.column.customer", sort: "name"), ListColumn("invoicing.customer.nature"),
            ListColumn("invoicing.customer.email"), ListColumn("invoicing.customer.order"), ListColumn("invoicing.settings.missing"),
          ],
          rows: list.slice(list.isDescending ? found.reversed() : found).map { organisation in
            let id = organisation.id
            let missing = book.blockers(customer: id).map { visit.text($0.code, $0.arguments) }
            return PageRow([
              PageCell(organisation.name, path: "/invoicing-settings/customers/\(id)"),
              PageCell(visit.text("invoicing.nature.\(book.nature(of: id).rawValue)")), PageCell(named[id]?.email ?? ""),
              PageCell(named[id]?.purchaseOrder ?? ""), PageCell(missing.joined(separator: " ")),
            ])
          })))
  }

  private func entity(_ entity: HouseEntity, _ book: InvoiceBook, _ series: [InvoiceSeries], _ visit: Visit) -> InvoicingSettingsPage.Entity
  {
    let terms = book.terms(of: entity.organisation)
    var facts = [
      visit.fact("invoicing.entity.from", terms.map { visit.format.day($0.from) }),
      visit.fact("invoicing.entity.vat", terms.map { visit.text("invoicing.timing.\($0.vat.rawValue)") }),
      visit.fact("invoicing.entity.term", terms.map { visit.text("invoicing.entity.days", ["count": String($0.termDays)]) }),
      visit.fact("invoicing.entity.iban", terms?.iban.map(ExplanationText.grouped)), visit.fact("invoicing.entity.ics", terms?.ics),
    ]
    for one in series { facts.append(visit.fact("invoicing.purpose.\(one.purpose.rawValue)", "\(one.prefix)000001 … · \(one.reason)")) }
    let problems = book.blockers(entity: entity.organisation, chargesVAT: true)
    return InvoicingSettingsPage.Entity(
      name: entity.organisationName, path: "/invoicing-settings/entities/\(entity.organisation)",
      edit: visit.text("invoicing.settings.edit"), isEditable: visit.viewer.may(.setInvoicing),
      facts: facts.compactMap(\.self), hasProblems: !problems.isEmpty,
      problems: problems.map { InvoicingSettingsPage.Text(text: visit.text($0.code, $0.arguments)) })
  }

  func entityForm(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    let today = visit.today
    let found = try await visit.database.read { transaction -> (Organisation, EntityTerms?)? in
      guard let organisation = try transaction.organisation(id), try transaction.houseEntities().contains(where: { $0.organisation == id })
      else { return nil }
      return (organisation, try transaction.entityTerms(of: id, on: today))
    }
    guard let (organisation, terms) = found else { throw Refusal.notFound }
    let timings = visit.options(of: VATTiming.self, texts: "invoicing.timing")
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.entity.title", ["name": organisation.name]), lead: visit.text("invoicing.entity.lead"),
        action: "/invoicing-settings/entities/\(id)",
        groups: [
          .init(
            visit.text("invoicing.entity.rules"),
            [
              visit.field("from", .date, label: "invoicing.entity.from", value: (terms?.from ?? today).description, required: true),
              visit.field(
                "vat", .select, label: "invoicing.entity.vat", value: terms?.vat.rawValue ?? "receipts", required: true, options: timings),
              visit.field(
                "term", .number, label: "invoicing.entity.term", value: String(terms?.termDays ?? 30), required: true, maximum: "60"),
            ]),
          .init(
            visit.text("invoicing.entity.money"),
            [
              visit.field("iban", .text, label: "invoicing.entity.iban", value: terms?.iban),
              visit.field("bic", .text, label: "invoicing.entity.bic", value: terms?.bic),
              visit.field("ics", .text, label: "invoicing.entity.ics", value: terms?.ics, hint: "invoicing.entity.icsHint"),
              visit.field("email", .email, label: "invoicing.entity.email", value: terms?.email),
              visit.field(
                "electronicAddress", .text, label: "invoicing.customer.address", value: terms?.electronicAddress,
                hint: "invoicing.customer.addressHint"),
            ]),
          .init(
            visit.text("invoicing.entity.notes"),
            [
              note("indemnity", terms?.indemnityNote, visit), note("penalty", terms?.penaltyNote, visit),
              note("discount", terms?.discountNote, visit),
              visit.field("footer", .textarea, label: "invoicing.entity.footer", value: terms?.footer),
            ]),
        ], button: visit.text("invoicing.form.save"), buttonStyle: "primary", back: "/invoicing-settings"))
  }

  private func note(_ name: String, _ value: String?, _ visit: Visit) -> Field {
    // What the law asks for, as a start; the documents are French unless the customer's are not.
    visit.field(
      name, .textarea, label: "invoicing.entity.\(name)", value: value ?? InvoiceWords.texts.text("invoicing.usual.\(name)", in: .french),
      required: true)
  }

  func seriesForm(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    guard let organisation = try await visit.database.read({ try $0.organisation(id) }) else { throw Refusal.notFound }
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.series.title", ["name": organisation.name]), lead: visit.text("invoicing.series.lead"),
        action: "/invoicing-settings/entities/\(id)/series",
        groups: [
          .init(
            nil,
            [
              visit.field(
                "purpose", .select, label: "invoicing.series.purpose", required: true,
                options: visit.options(of: SeriesPurpose.self, texts: "invoicing.purpose")),
              visit.field(
                "prefix", .text, label: "invoicing.series.prefix", required: true, hint: "invoicing.problem.prefix", width: "short"),
              visit.field("reason", .text, label: "invoicing.series.reason", required: true, hint: "invoicing.series.reasonHint"),
            ])
        ], button: visit.text("invoicing.series.open"), buttonStyle: "primary", back: "/invoicing-settings"))
  }

  func customerForm(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    let found = try await visit.database.read { transaction -> (Organisation, CustomerTerms?)? in
      guard let organisation = try transaction.organisation(id) else { return nil }
      return (organisation, try transaction.customerTerms(of: id))
    }
    guard let (organisation, terms) = found else { throw Refusal.notFound }
    let natures =
      [Field.Option("", visit.text("invoicing.nature.automatic"))] + visit.options(of: CustomerNature.self, texts: "invoicing.nature")
    let languages = Language.allCases.map { Field.Option($0.rawValue, visit.text("invoicing.language.\($0.rawValue)")) }
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.customer.title", ["name": organisation.name]), lead: visit.text("invoicing.customer.lead"),
        action: "/invoicing-settings/customers/\(id)",
        groups: [
          .init(
            nil,
            [
              visit.field("nature", .select, label: "invoicing.customer.nature", value: terms?.nature?.rawValue, options: natures),
              visit.field("email", .email, label: "invoicing.customer.email", value: terms?.email, hint: "invoicing.customer.emailHint"),
              visit.field("order", .text, label: "invoicing.customer.order", value: terms?.purchaseOrder),
              visit.field(
                "reference", .text, label: "invoicing.customer.reference", value: terms?.buyerReference,
                hint: "invoicing.customer.referenceHint"),
              visit.field(
                "electronicAddress", .text, label: "invoicing.customer.address", value: terms?.electronicAddress,
                hint: "invoicing.customer.addressHint"),
              visit.field("term", .number, label: "invoicing.entity.term", value: terms?.termDays.map { String($0) }, maximum: "60"),
              visit.field(
                "language", .select, label: "invoicing.customer.language", value: (terms?.language ?? .french).rawValue, options: languages),
            ])
        ], button: visit.text("invoicing.form.save"), buttonStyle: "primary", back: "/invoicing-settings"))
  }
}
