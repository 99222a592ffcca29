import Web

/// Who may what since when, and which organisations run the house.
struct RolePage: Page {
  struct Row: Sendable {
    let person: String
    let href: String
    let role: String
    let place: String
    let span: String
    let grantedBy: String
    let isPast: Bool
    let revoke: String?
  }
  struct Entity: Sendable {
    let href: String
    let name: String
    let function: String
    let span: String
    let isPast: Bool
    let end: String?
  }
  static let template = "people-roles"
  let title: String
  let rows: [Row]
  let entities: [Entity]
  let hasEntities: Bool
  let grantFields: [Field]
  let canGrant: Bool
  let entityFields: [Field]
  let canName: Bool

  static let sample = RolePage(
    title: "Rôles",
    rows: [
      Row(
        person: "Ada", href: "/people/1", role: "Direction", place: "KM0", span: "01/01/2026 –", grantedBy: "KM0", isPast: true,
        revoke: "/roles/1/revoke")
    ],
    entities: [
      Entity(
        href: "/organisations/1", name: "Foncière", function: "Propriété", span: "01/01/2026 –", isPast: true, end: "/entities/1/end")
    ], hasEntities: true, grantFields: [Field("role", .text, label: "Rôle")], canGrant: true,
    entityFields: [Field("function", .text, label: "Fonction")], canName: true)
}
