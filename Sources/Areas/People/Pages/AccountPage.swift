import Web

/// One's own name, language, password, sessions and tokens.
struct AccountPage: Page {
  struct SessionRow: Sendable {
    let browser: String
    let since: String
    let seen: String
    let isCurrent: Bool
    let end: String?
  }
  struct TokenRow: Sendable {
    let name: String
    let made: String
    let used: String
    let expires: String
    let isReadOnly: Bool
    let revoke: String
  }
  static let template = "people-account"
  let title: String
  let facts: [Field]
  let passwordFields: [Field]
  let sessions: [SessionRow]
  let hasOthers: Bool
  let tokens: [TokenRow]
  let hasTokens: Bool
  let tokenFields: [Field]
  /// Shown once, right after it was made.
  let freshToken: String?
  let roles: [FactLine]
  let hasRoles: Bool

  static let sample = AccountPage(
    title: "Mon compte", facts: [Field("name", .text, label: "Nom")], passwordFields: [Field("password", .password, label: "Mot de passe")],
    sessions: [
      SessionRow(browser: "Firefox, Linux", since: "1er mai 2026", seen: "2 mai 2026", isCurrent: true, end: "/account/sessions/1/end")
    ], hasOthers: true,
    tokens: [
      TokenRow(
        name: "Script", made: "1er mai 2026", used: "jamais", expires: "–", isReadOnly: true, revoke: "/account/tokens/1/revoke")
    ], hasTokens: true, tokenFields: [Field("token_name", .text, label: "Nom")], freshToken: "abc",
    roles: [FactLine(label: "Direction", value: "KM0")], hasRoles: true)
}
