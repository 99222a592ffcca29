import Foundation
import Kernel
import Store
import Trials
import Web

extension Permission {
  static let keepTrials = Permission("trial.things.keep", [.rental])
}

/// Knows two session secrets and a bearer token.
struct TrialDoorkeeper: Doorkeeper {
  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    switch (sessionSecret, bearerToken) {
    case ("rental", nil): guest([Grant(.rental)], session: "d1", language: .german)
    case ("resident", nil): guest([Grant(.resident, on: OrganisationID.fresh(at: now))], session: "d2", language: nil)
    case ("local", nil): guest([Grant(.rental, on: OrganisationID.fresh(at: now))], session: "d3", language: nil)
    case ("broken", nil): throw Broken(secret: "the password is 12345")
    case (nil, "t0ken"): guest([Grant(.rental)], session: nil, language: nil)
    default: nil
    }
  }
  struct Broken: Error { let secret: String }

  private func guest(_ grants: [Grant], session: String?, language: Language?) -> Guest {
    let viewer = Viewer(person: PersonID("019ab000-0000-7000-8000-000000000001"), name: "Ada <b>", grants: grants)
    return Guest(viewer: viewer, session: session.map(SessionKey.init(digest:)), language: language)
  }
}

struct ThingPage: Page {
  struct Row: Sendable {
    let name: String
    let tags: [String]
  }
  static let template = "trial-thing"
  let title: String
  let note: String?
  let name: Field
  let rows: [Row]

  static let sample = ThingPage(
    title: "Une chose", note: "note", name: Field("name", .text, label: "Nom", value: "x", hint: "h", problem: "p", required: true),
    rows: [Row(name: "A", tags: ["un", "deux"])])
}

/// An area in a folder of its own, made for one test.
enum TrialArea {
  static let template = """
    <h1>{{title}}</h1>
    {{> problems}}
    {{#note}}<p class="note">{{.}}</p>{{/note}}
    <form method="post">{{> token}}
      {{#name}}
        {{> field}}
      {{/name}}
    </form>
    <ul>{{#rows}}<li>{{.name}} {{t.trial.word}} {{#.tags}}<i>{{.}}</i>{{/.tags}}</li>{{/rows}}</ul>
    """
  static func texts(_ word: String) -> String {
    #"{ "trial": { "word": "\#(word)", "name": "Nom \#(word)", "done": "Fait : {what}", "problem": { "taken": "Pris : {who}" }, "menu": "M" } }"#
  }

  /// Of this run of the tests, gone with it.
  private static let scratch: URL = {
    atexit { try? FileManager.default.removeItem(at: TrialArea.scratch) }
    return FileManager.default.temporaryDirectory.appending(path: "km0-web-\(UUID().uuidString)")
  }()

  static func folder(template: String = template, files: [String: String] = [:]) throws -> URL {
    let root = scratch.appending(path: UUID().uuidString)
    var all = ["Templates/trial-thing.mustache": template]
    for (code, word) in [("fr", "mot"), ("en", "word"), ("de", "Wort")] { all["Texts/trial.\(code).json"] = texts(word) }
    for (path, text) in all.merging(files, uniquingKeysWith: { _, new in new }) {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return root
  }

  static func area(_ folder: URL) -> Area {
    Area(
      name: "Trial", resources: folder, permissions: [.keepTrials], routes: ThingRoutes.all, pages: [ThingPage.self],
      menu: [
        MenuEntry("/", text: "trial.menu", access: .open, group: .open, order: 1),
        MenuEntry("/kept", text: "trial.name", access: .needs(.keepTrials), group: .keeping, order: 2),
      ])
  }
}

enum ThingRoutes {
  static let all: [Route] = [
    .get("/", .open, show),
    .post("/", .open, save, shownBy: show, bodyLimit: 4096),
    .post("/bare", .open, save),
    .get("/things/:thing", .open) { visit in .text("\(visit.path("thing")) \(visit.query["q"])") },
    .get("/things/new", .open) { _ in .text("new") },
    .get("/mine", .signedIn) { visit in .page(page(visit)) },
    .get("/kept", .needs(.keepTrials)) { _ in .text("kept") },
    .get("/somewhere", .needsSomewhere(.keepTrials)) { _ in .text("somewhere") },
    .get("/away", .open) { _ in throw StoreError(.connection, "SELECT on a host that is away") },
    .get("/broken", .open) { _ in throw TrialDoorkeeper.Broken(secret: "SELECT secret FROM things") },
    .get("/tagged", .open) { _ in Answer.text(String(repeating: "long ", count: 1000)).tagged("abc") },
    .get("/api/things", .needs(.keepTrials)) { _ in .json(["a": 1]) },
    .post("/api/things", .needs(.keepTrials)) { visit in .json(visit.form.fields) },
    .post("/upload", .open) { visit in
      .text(visit.files.map { "\($0.field) \($0.name) \($0.type) \($0.bytes.count)" }.joined(separator: ";") + " " + visit.form["name"])
    },
    .get("/sign-in", .open) { visit in .text(visit.query["to"]) },
  ]

  @Sendable static func show(_ visit: Visit) async throws -> Answer { .page(page(visit)) }

  private static func page(_ visit: Visit) -> ThingPage {
    ThingPage(
      title: "Choses", note: nil, name: visit.field("name", label: "trial.name", value: "stored", required: true),
      rows: [ThingPage.Row(name: "<A>", tags: ["1"])])
  }

  @Sendable static func save(_ visit: Visit) async throws -> Answer {
    let name = try visit.reading { $0.requiredText("name", limit: 20) }
    if name == "taken" { throw Refusal.conflict("trial.problem.taken", field: "name", ["who": "{what} <Bob>"]) }
    return Answer.see("/").saying("trial.done", ["what": name])
  }
}

func trialBrowser(base: String = "http://127.0.0.1:8080", metricsToken: String? = nil) throws -> RouterTrial {
  try RouterTrial(
    areas: [TrialArea.area(try TrialArea.folder())], database: NoDatabase(), doorkeeper: TrialDoorkeeper(), base: base,
    metricsToken: metricsToken)
}

/// For pages that ask nothing of a database; it answers no ping either.
struct NoDatabase: Database {
  struct Absent: Error {}
  var engine: Engine { .sqlite }
  func read<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    throw Absent()
  }
  func write<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    throw Absent()
  }
  func gatherStatistics() async throws { throw Absent() }
  func ping() async throws { throw Absent() }
  func close() async {}
}
