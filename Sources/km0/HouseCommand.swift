import ArgumentParser
import House
import Kernel
import Store

/// A command that ends with a plain sentence and an exit code when it fails, never with a dump.
protocol HouseCommand: AsyncParsableCommand {
  func perform() async throws
}

extension HouseCommand {
  func run() async throws {
    do {
      try await perform()
    } catch let error as ExitCode {
      throw error
    } catch {
      let (sentence, code) = Failure.told(error)
      Terminal.complain(sentence)
      throw code
    }
  }
}

extension ExitCode {
  static let wrongInput = ExitCode(65)
  static let noDatabase = ExitCode(69)
  static let wrongSettings = ExitCode(78)
}

/// What went wrong, as a sentence and an exit code.
enum Failure {
  static func told(_ error: any Error) -> (sentence: String, code: ExitCode) {
    switch error {
    case let faults as SettingFaults: (faults.description, .wrongSettings)
    case let error as StoreError where error.kind == .connection: ("The database cannot be used: \(error.description)", .noDatabase)
    case let error as StoreError: ("The database refused: \(error.description)", .failure)
    case let refusal as Refusal: (told(refusal), refusal.kind == .invalid || refusal.kind == .tooLarge ? .wrongInput : .failure)
    case let error as UnreadableImport: (error.description, .wrongInput)
    default: ("\(error)", .failure)
    }
  }

  /// Every problem on a line of its own, in English.
  private static func told(_ refusal: Refusal) -> String {
    let lines = refusal.problems.map { HouseTexts.sentence(of: $0, in: .english) }
    if !lines.isEmpty { return lines.joined(separator: "\n") }
    return switch refusal.kind {
    case .notFound: "There is no such thing."
    case .notSignedIn, .notAllowed: "That is not allowed."
    case .invalid, .conflict, .tooMany, .tooLarge: "Refused (\(refusal.kind.rawValue))."
    }
  }
}
