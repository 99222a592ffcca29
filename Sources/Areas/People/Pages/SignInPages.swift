import Web

/// Password or link, on one calm page.
struct SignInPage: Page {
  static let template = "people-sign-in"
  let title: String
  /// Where one was going.
  let to: String
  let email: Field
  let password: Field

  static let sample = SignInPage(
    title: "Se connecter", to: "/account", email: Field("email", .email, label: "Adresse"),
    password: Field("password", .password, label: "Mot de passe"))
}

/// Says something calmly, with one way on.
struct NoticePage: Page {
  static let template = "people-notice"
  let title: String
  let text: String
  let href: String
  let link: String

  static let sample = NoticePage(title: "Regardez votre courrier", text: "Un lien est en route.", href: "/sign-in", link: "Se connecter")
}

/// Behind a link from a mail: one button, so that programs that open links in mails do not use them up.
struct LinkPage: Page {
  static let template = "people-link"
  let title: String
  let lead: String
  let action: String
  let fields: [Field]
  let button: String

  static let sample = LinkPage(
    title: "Bonjour Ada", lead: "Vous êtes à un clic.", action: "/sign-in/link/abc",
    fields: [Field("password", .password, label: "Mot de passe")], button: "Entrer")
}
