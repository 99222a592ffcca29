import Kernel
import Store

extension Refusal.Kind {
  /// What the refusal is in HTTP: the one place that says it.
  package var status: Int {
    switch self {
    case .invalid: 422
    case .conflict: 409
    case .notFound: 404
    case .notSignedIn: 401
    case .notAllowed: 403
    case .tooMany: 429
    case .tooLarge: 413
    }
  }
}

/// One problem as the API tells it.
private struct ProblemJSON: Encodable, Sendable {
  let field: String?
  let code: String
  let text: String
}
private struct ProblemsJSON: Encodable, Sendable {
  let problems: [ProblemJSON]
  /// Of an unexpected error only: what the log calls this request.
  let request: String?
}

/// The page that says no.
struct ErrorPage: Page {
  static let template = "web-error"
  let title: String
  let text: String
  let lines: [String]
  let requestID: String?

  static let sample = ErrorPage(
    title: "Page introuvable", text: "Il n’y a rien ici.", lines: ["Une raison."], requestID: "00ff00ff00ff00ff")
}

extension WebApplication {
  /// What a visitor is told of an error. Of an unexpected one they learn the number of the request and nothing else.
  func answer(to error: any Error, in scene: Scene) -> Answer {
    var problems: [Problem] = []
    let status: Int
    switch error {
    case let refusal as Refusal:
      status = refusal.kind.status
      problems = refusal.problems
    case let stop as Stop: status = stop.status
    // Away for a moment: what stands in front of the house may ask again, or ask another.
    case let fault as StoreError where fault.kind == .connection: status = 503
    default: status = 500
    }
    let request = status >= 500 ? scene.id : nil
    if scene.isAPI {
      if problems.isEmpty { problems = [Problem("web.error.\(status).text")] }
      let told = problems.map { ProblemJSON(field: $0.field, code: $0.code, text: text($0, scene.language)) }
      var answer = Answer.json(ProblemsJSON(problems: told, request: request), status: status)
      if status == 401 { answer.headers.append(("www-authenticate", "Bearer")) }
      return answer
    }
    if status == 401 { return .see("/sign-in?to=\(percentEncoded(scene.isGet ? localTarget(of: scene.ask) : "/"))") }
    let page = ErrorPage(
      title: renderer.texts.text("web.error.\(status).title", in: scene.language),
      text: renderer.texts.text("web.error.\(status).text", in: scene.language), lines: problems.map { text($0, scene.language) },
      requestID: request)
    return .page(page, status: status)
  }

  private func text(_ problem: Problem, _ language: Language) -> String {
    renderer.texts.text(problem.code, in: language, problem.arguments)
  }

  private func localTarget(of ask: Ask) -> String { localPath(ask.target) ?? "/" }
}

/// A path of this house to go on to, as from `?to=`; nil for an address elsewhere.
package func localPath(_ text: String) -> String? {
  guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"), text.utf8.count <= 1000,
    text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
  else { return nil }
  return text
}
