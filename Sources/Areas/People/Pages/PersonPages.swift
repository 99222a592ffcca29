import Web

/// One person, where they belong and what they may.
struct PersonPage: Page {
  struct Belonging: Sendable {
    let href: String
    let name: String
    let title: String
    let span: String
    let isPast: Bool
  }
  struct Duty: Sendable {
    let role: String
    let place: String
    let span: String
    let isPast: Bool
    let revoke: String?
  }
  static let template = "people-person"
  let title: String
  let lines: [FactLine]
  let memberships: [Belonging]
  let hasMemberships: Bool
  let roles: [Duty]
  let hasRoles: Bool
  let edit: String?
  let history: String?

  static let sample = PersonPage(
    title: "Ada", lines: [FactLine(label: "Adresse", value: "ada@km0.example")],
    memberships: [Belonging(href: "/organisations/1", name: "Atelier", title: "Présidente", span: "01/01/2026 –", isPast: true)],
    hasMemberships: true, roles: [Duty(role: "Direction", place: "KM0", span: "01/01/2026 –", isPast: true, revoke: "/roles/1/revoke")],
    hasRoles: true, edit: "/people/1/edit", history: "/people/1/history")
}
