import Foundation
import Kernel
import People
import Spaces
import Store
import Web

extension InputReader {
  /// A file as the form, JSON and its applicant name its fields.
  mutating func applicationFacts() -> ApplicationFacts {
    let name = requiredText("name", limit: 160)
    let contact = requiredText("contact", limit: 120)
    let email = requiredText("email", limit: 254)
    if !email.isEmpty, EmailAddress(email) == nil { problems.add("demand.problem.email", field: "email") }
    var facts = ApplicationFacts(name: name, contact: contact, email: email, wish: wish())
    facts.phone = text("phone", limit: 40) ?? ""
    facts.language = choice("language") ?? .french
    if let typed = text("siren", limit: 20) {
      facts.siren = SIREN(typed)?.digits
      if facts.siren == nil { problems.add("people.problem.siren", field: "siren") }
    }
    facts.activity = text("activity", limit: 300) ?? ""
    facts.programme = choice("programme") ?? .none
    facts.people = integer("people", in: 0...5000) ?? 0
    facts.jobs = integer("jobs", in: 0...5000) ?? 0
    facts.message = text("message", limit: 5000, lines: true) ?? ""
    return facts
  }

  private mutating func wish() -> Wish {
    let earliest = requiredDay("earliest")
    var wish = Wish(earliest: earliest ?? Day(number: 0))
    wish.cells = integer("wanted_cells", in: 1...500)
    wish.area = hundredths("wanted_area", limit: 10_000_00).flatMap { $0 > 0 ? FloorArea(hundredths: $0) : nil }
    wish.kind = choice("cell_kind", of: CellKind.self)?.rawValue
    let level: ID<Level>? = id("level")
    wish.level = level?.text
    wish.isContiguous = !flag("scattered")
    wish.noise = integer("noise", in: 0...3).map(Int64.init)
    wish.needsWindow = flag("window")
    wish.power = integer("power", in: 1...10_000)
    wish.monthlyBudget = money("budget")
    wish.latest = day("latest")
    if let latest = wish.latest, let earliest, latest < earliest { problems.add("kernel.problem.reversed", field: "latest") }
    return wish
  }
}

extension Visit {
  static func bytes(base64 text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }

  /// The fields of a file, filled with what is known.
  func fileGroups(_ known: ApplicationFacts?, levels: [Level], isDraft: Bool = false) -> [DemandFormPage.Group] {
    let wish = known?.wish
    func number(_ value: Int?) -> String? { value.map { String($0) } }
    let any = Field.Option("", text("demand.field.any"))
    let kinds = [any] + CellKind.allCases.filter(\.isLettable).map { Field.Option($0.rawValue, text("spaces.plan.kind.\($0.rawValue)")) }
    let noises = [any] + NoiseZone.allCases.map { Field.Option(String($0.rawValue), text("demand.noise.\($0)")) }
    let places = [any] + levels.map { Field.Option($0.id.text, $0.name) }
    return [
      DemandFormPage.Group(
        legend: text("demand.group.who"),
        fields: [
          field("name", .text, label: "demand.field.name", value: known?.name, required: true, autocomplete: "organization"),
          field("contact", .text, label: "demand.field.contact", value: known?.contact, required: true, autocomplete: "name"),
          field("email", .email, label: "demand.field.email", value: known?.email, required: true, autocomplete: "email"),
          field("phone", .telephone, label: "demand.field.phone", value: known?.phone, autocomplete: "tel"),
          field("siren", .text, label: "demand.field.siren", value: known?.siren, hint: "demand.field.sirenHint"),
          field(
            "language", .select, label: "demand.field.language", value: (known?.language ?? language).rawValue,
            options: Language.allCases.map { Field.Option($0.rawValue, $0.ownName) }),
          field("activity", .text, label: "demand.field.activity", value: known?.activity),
          field(
            "programme", .select, label: "demand.field.programme", value: (known?.programme ?? .none).rawValue,
            options: options(of: Programme.self, texts: "demand.programme")),
          field("people", .number, label: "demand.field.people", value: number(known?.people)),
          field("jobs", .number, label: "demand.field.jobs", value: number(known?.jobs), hint: "demand.field.jobsHint"),
        ]),
      DemandFormPage.Group(
        legend: text("demand.group.need"),
        fields: [
          field("wanted_cells", .number, label: "demand.field.cells", value: number(wish?.cells), hint: "demand.field.cellsHint"),
          field("wanted_area", .area, label: "demand.field.area", value: wish?.area.map { format.typed($0) }),
          field("earliest", .date, label: "demand.field.earliest", value: wish?.earliest.description, required: true),
          field("latest", .date, label: "demand.field.latest", value: wish?.latest?.description),
          field("cell_kind", .select, label: "demand.field.kind", value: wish?.kind, options: kinds),
          field("level", .select, label: "demand.field.level", value: wish?.level, options: places),
          field("noise", .select, label: "demand.field.noise", value: wish?.noise.map { String($0) }, options: noises),
          field("power", .number, label: "demand.field.power", value: number(wish?.power), hint: "demand.field.powerHint"),
          field("budget", .money, label: "demand.field.budget", value: wish?.monthlyBudget.map { format.typed($0) }),
          box("window", label: "demand.field.window", ticked: wish?.needsWindow ?? false),
          box("scattered", label: "demand.field.scattered", ticked: !(wish?.isContiguous ?? true)),
          field("message", .textarea, label: "demand.field.message", value: known?.message),
        ]),
    ]
  }
}
