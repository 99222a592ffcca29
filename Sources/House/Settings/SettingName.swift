/// Everything that can be set, with one name in three places: `--log-level`, `KM0_LOG_LEVEL`, and `log-level = …` in a settings file.
package enum SettingName: String, Sendable, CaseIterable {
  case data
  case database
  case databaseConnections = "database-connections"
  case address
  case port
  case base
  case behindProxy = "behind-proxy"
  case metricsToken = "metrics-token"
  case mailServer = "mail-server"
  case mailUser = "mail-user"
  case mailPassword = "mail-password"
  case mailSender = "mail-sender"
  case logLevel = "log-level"
  case logFormat = "log-format"

  /// `KM0_LOG_LEVEL`.
  package var environment: String { "KM0_" + rawValue.uppercased().replacing("-", with: "_") }

  /// Never printed, in no log and no message.
  package var isSecret: Bool {
    switch self {
    case .database, .mailPassword, .metricsToken: true
    default: false
    }
  }

  /// What it is, in one line: the table of `docs/operations.md` and the help say the same.
  package var summary: String {
    switch self {
    case .data: "folder of the embedded database and of what the program keeps beside it"
    case .database: "postgres://user:password@host:port/name?sslmode=…; without it, the embedded SQLite file km0.sqlite in the data folder"
    case .databaseConnections: "how many connections are kept open at most, 1 to 200"
    case .address: "the address to listen on; 0.0.0.0 is every network card"
    case .port: "the port to listen on, 1 to 65535"
    case .base: "the address people type, as links in mails need it: https://km0.example; with https, cookies travel over https only"
    case .behindProxy: "yes or no: whether a reverse proxy of yours stands in front, whose X-Forwarded-For is believed"
    case .metricsToken: "what /metrics asks for as a bearer token; without it, /metrics answers this machine only"
    case .mailServer: "smtp://host:port (STARTTLS when offered), smtps://host:port; without it, mails wait in the outbox"
    case .mailUser: "name for the mail server"
    case .mailPassword: "password for the mail server"
    case .mailSender: "the sender of every mail: KM0 <maison@km0.example>"
    case .logLevel: "trace, debug, info, notice, warning, error or critical"
    case .logFormat: "json (one object a line) or text"
    }
  }

  /// What holds when nobody says anything, as it would be typed; nil where there is none, or where it follows from another.
  package var byDefault: String? {
    switch self {
    case .data: "data"
    case .databaseConnections: "8"
    case .address: "127.0.0.1"
    case .port: "8080"
    case .behindProxy: "no"
    case .mailSender: "KM0 <km0@localhost>"
    case .logLevel: "info"
    case .logFormat: "text"
    default: nil
    }
  }
}
