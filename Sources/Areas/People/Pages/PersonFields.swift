import Kernel
import Web

extension Field {
  /// As if nothing had been typed: for the other forms of a page when one of them is shown again.
  func untouched(_ value: String) -> Field {
    var field = self
    (field.value, field.problem) = (value, nil)
    return field
  }
}

/// The fields by which a person is described.
enum PersonFields {
  static func all(_ visit: Visit, _ facts: PersonFacts?, isTyped: Bool = true) -> [Field] {
    let language = facts?.language ?? .french
    let name = visit.field("name", label: "people.field.name", value: facts?.name, required: true, autocomplete: "name")
    let email = visit.field("email", .email, label: "people.field.email", value: facts?.email, required: true, autocomplete: "email")
    let phone = visit.field("phone", .telephone, label: "people.field.phone", value: facts?.phone, autocomplete: "tel")
    let choice = visit.field(
      "language", .select, label: "people.field.language", value: language.rawValue, required: true, options: visit.languageOptions())
    if isTyped { return [name, email, phone, choice] }
    let spoken = Field(
      "language", .select, label: visit.text("people.field.language"), value: language.rawValue, required: true,
      groups: [Field.OptionGroup(nil, visit.languageOptions())])
    return [name.untouched(facts?.name ?? ""), email.untouched(facts?.email ?? ""), phone.untouched(facts?.phone ?? ""), spoken]
  }
}
