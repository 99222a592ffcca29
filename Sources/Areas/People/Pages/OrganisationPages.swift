import Web

/// One organisation with its people.
struct OrganisationPage: Page {
  struct Member: Sendable {
    let href: String
    let name: String
    let email: String
    let title: String
    let span: String
    let isPast: Bool
    let end: String?
  }
  struct Holder: Sendable {
    let name: String
    let role: String
    let span: String
    let isPast: Bool
    let revoke: String?
  }
  static let template = "people-organisation"
  let title: String
  let isInvented: Bool
  /// A real organisation under numbers that no register gave.
  let hasInventedNumbers: Bool
  let lines: [FactLine]
  let website: String?
  let members: [Member]
  let hasMembers: Bool
  let roles: [Holder]
  let hasRoles: Bool
  let edit: String?
  let describe: String?
  let history: String?
  /// Its way through the house.
  let path: String
  let invite: String?
  let memberAction: String
  let memberFields: [Field]
  let canAddMember: Bool

  static let sample = OrganisationPage(
    title: "Atelier", isInvented: true, hasInventedNumbers: true, lines: [FactLine(label: "SIREN", value: "732 829 320")],
    website: "https://atelier.example",
    members: [
      Member(
        href: "/people/1", name: "Ada", email: "ada@km0.example", title: "Présidente", span: "01/01/2026 –", isPast: true,
        end: "/memberships/1/end")
    ], hasMembers: true, roles: [Holder(name: "Ada", role: "Résident", span: "01/01/2026 –", isPast: true, revoke: "/roles/1/revoke")],
    hasRoles: true, edit: "/organisations/1/edit", describe: "/organisations/1/listing", history: "/organisations/1/history",
    path: "/organisations/1/path",
    invite: "/invitations?organisation=1", memberAction: "/organisations/1/members",
    memberFields: [Field("person", .select, label: "Personne", groups: [Field.OptionGroup(nil, [Field.Option("1", "Ada")])])],
    canAddMember: true)
}
