import Kernel
import Web

/// The fields by which a person is described.
enum PersonFields {
  static func all(_ visit: Visit, _ facts: PersonFacts?, isTyped: Bool = true) -> [Field] {
    let language = facts?.language ?? .french
    let name = visit.field("name", label: "people.field.name", value: facts?.name, required: true, autocomplete: "name")
    let email = visit.field("email", .email, label: "people.field.email", value: facts?.email, required: true, autocomplete: "email")
    let phone = visit.field("phone", .telephone, label: "people.field.phone", value: facts?.phone, autocomplete: "tel")
    let choice = visit.field(
      "language", .select, label: "people.field.language", value: language.rawValue, required: true, options: visit.languageOptions())
    return [name, email, phone, choice].said(isTyped)
  }
}
