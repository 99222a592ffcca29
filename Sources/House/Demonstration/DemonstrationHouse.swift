import Foundation
import Kernel
import People
import Secrets
import Spaces
import Store

/// The demonstration house: a folder that is imported as any other, and a list of those who may sign in.
package struct DemonstrationHouse: Sendable {
  package struct SignIn: Sendable {
    package let role: String
    package let email: String
    package let password: String
  }
  package let files: ImportedFiles
  package let signIns: [SignIn]

  /// Throws `UnreadableImport`.
  package init(folder: String) throws {
    files = try ImportedFiles.read(folder)
    guard let bytes = files.files["sign-ins.csv"] else {
      throw UnreadableImport(description: "\(folder): there is no sign-ins.csv in it.")
    }
    let table: CSVTable
    do { table = try CSVTable(bytes) } catch { throw UnreadableImport(description: "\(folder)/sign-ins.csv line \(error.line): no table.") }
    signIns = table.lines.map { line in
      SignIn(role: line["role"], email: line["email"], password: line["password"])
    }
  }

  private static let fact = "demonstration"

  /// Fills the database with it, unless that was done before; a load that was cut short is begun again. True when it did.
  /// Throws when the database holds a house of its own.
  @discardableResult
  package func load(
    into database: any Database, of house: House, at now: Instant, report: @escaping Importer.Report
  ) async throws -> Bool {
    let state = try await database.read { transaction in try transaction.houseFact(Self.fact) }
    if state == "loaded" { return false }
    if state == nil {
      let persons = try await database.read { transaction in try transaction.personNames().count }
      if persons > 0 {
        throw UnreadableImport(description: "This database holds a house of its own: the demonstration wants an empty one.")
      }
    }
    try await database.write { transaction in try transaction.remember(Self.fact, "begun", at: now) }
    _ = try await house.load(files, into: database, at: now, report: report)
    try await setPasswords(in: database, of: house, at: now)
    let history = try HouseHistory(files.files, desk: house.desk, occupancy: house.occupancy)
    try await history.live(in: database, until: now, report: report)
    try await database.gatherStatistics()
    try await database.write { transaction in try transaction.remember(Self.fact, "loaded", at: now) }
    return true
  }

  private func setPasswords(in database: any Database, of house: House, at now: Instant) async throws {
    let letters = Letters(texts: try house.texts(), base: house.base)
    for signIn in signIns {
      let digest = await PasswordDigest.digest(of: signIn.password)
      try await database.write { transaction in
        guard let person = try transaction.person(email: signIn.email) else {
          throw UnreadableImport(description: "sign-ins.csv: \(signIn.email) is not in people.csv.")
        }
        if person.hasPassword { return }
        let viewer = Viewer(person: person.id, name: person.name, grants: [])
        let act = SetPassword(digest.text, provenDigest: nil, keeping: nil, letters: letters)
        try act.perform(in: transaction, for: viewer, at: now)
      }
    }
  }
}
