import Kernel
import People
import Store

extension Transaction {
  /// The file of a year and its description. Refuses an entity without SIREN, which the name needs.
  package borrowing func fec(of entity: OrganisationID, year: Int, encoding: FECEncoding = .utf8, now: Instant) throws -> [FECFile] {
    guard let organisation = try organisation(entity) else { throw Refusal.notFound }
    guard let siren = organisation.facts.siren else {
      throw Refusal.conflict("ledger.problem.noSIREN", ["name": organisation.facts.legalName])
    }
    let first = Month(year: year, month: 1).first
    let span = DaySpan(from: first, until: Month(year: year + 1, month: 1).first)
    let house = HouseTime.mulhouse
    var text = FECLine.names.joined(separator: "\t") + "\r\n"
    var count = 0
    for opening in try openingBalances(of: entity, on: first) {
      text += FECLine(opening: opening, on: first).text + "\r\n"
      count += 1
    }
    let letters = try closedLetters(of: entity, until: span.until ?? first)
    for line in try bookLines(span, of: entity, by: .validation) {
      text += FECLine(line, letter: letters[line.line.id], house: house).text + "\r\n"
      count += 1
    }
    let name = "\(siren)FEC\(FECLine.day((span.until ?? first) - 1)).txt"
    let isClosed = try closed(.year, of: entity).map { $0 > first } ?? false
    let description = FECDescription(
      organisation: organisation, year: year, lines: count, encoding: encoding, isClosed: isClosed, made: now, house: house)
    return [
      FECFile(name: name, bytes: encoding.bytes(text)),
      FECFile(name: "\(siren)FEC\(FECLine.day((span.until ?? first) - 1))-description.txt", bytes: encoding.bytes(description.text)),
    ]
  }

  /// What the balance sheet showed on the eve of a day, customers one by one, and the result of all years before as one line.
  borrowing func openingBalances(of entity: OrganisationID, on first: Day) throws -> [OpeningBalance] {
    var balances: [OpeningBalance] = try rows(
      """
      SELECT s.account, s.auxiliary, s.auxiliary_name, s.amount, a.name FROM (
        SELECT l.account, l.auxiliary, MAX(l.auxiliary_name) AS auxiliary_name, CAST(SUM(l.amount) AS BIGINT) AS amount
        FROM ledger_lines l WHERE l.entity = \(entity) AND l.day < \(first) AND l.account < '6' GROUP BY l.account, l.auxiliary
      ) AS s JOIN ledger_accounts a ON a.entity = \(entity) AND a.number = s.account
      WHERE s.amount <> 0 ORDER BY s.account, s.auxiliary NULLS FIRST
      """
    ).map { row in
      let number: String? = try row.get("auxiliary")
      return OpeningBalance(
        account: try row.get("account"), name: try row.get("name"),
        auxiliary: try number.map { Auxiliary($0, try row.get("auxiliary_name")) },
        amount: try row.get("amount"))
    }
    let result = try sum("l.entity = \(entity) AND l.day < \(first) AND l.account >= '6'")
    if result < .zero {
      balances.append(OpeningBalance(account: "110000", name: "Report à nouveau (solde créditeur)", auxiliary: nil, amount: result))
    } else if result > .zero {
      balances.append(OpeningBalance(account: "119000", name: "Report à nouveau (solde débiteur)", auxiliary: nil, amount: result))
    }
    return balances
  }

  /// The letter of each line that is wholly settled by lines written before the day, with the day of its last match.
  private borrowing func closedLetters(of entity: OrganisationID, until: Day) throws -> [ID<EntryLine>: (text: String, day: Day)] {
    var settled: [ID<EntryLine>: (text: String, day: Day)] = [:]
    let rows = try rows(
      """
      SELECT m.line, MAX(m.letter) AS letter, MAX(m.day) AS day FROM (
        SELECT debit_line AS line, letter, day, amount FROM ledger_matches WHERE entity = \(entity) AND undone_at IS NULL AND day < \(until)
        UNION ALL
        SELECT credit_line AS line, letter, day, amount FROM ledger_matches WHERE entity = \(entity) AND undone_at IS NULL AND day < \(until)
      ) AS m JOIN ledger_lines l ON l.id = m.line
      GROUP BY m.line, l.amount HAVING SUM(m.amount) = CASE WHEN l.amount > 0 THEN l.amount ELSE -l.amount END
      """)
    for row in rows { settled[try row.get("line")] = (Letters.text(try row.get("letter")), try row.get("day")) }
    return settled
  }
}

/// What goes with the file: its fields, codes and character set (LPF art. A47 A-1, X).
struct FECDescription {
  let organisation: Organisation
  let year: Int
  let lines: Int
  let encoding: FECEncoding
  let isClosed: Bool
  let made: Instant
  let house: HouseTime

  var text: String {
    let fields = zip(FECLine.names, FECDescription.meanings).enumerated().map { "\($0 + 1). \($1.0) : \($1.1)" }
    let books = BookCode.allCases.map { "\($0.rawValue) : \($0.frenchName)" }
    let lines =
      [
        "Fichier des écritures comptables de \(organisation.facts.legalName), SIREN \(organisation.facts.siren ?? "")",
        "Exercice du 1er janvier au 31 décembre \(year), \(isClosed ? "clos" : "non clos"), édité le \(house.day(of: made))",
        "\(self.lines) lignes, dans l'ordre de validation ; les à-nouveaux viennent en premier, sous le numéro AN1.",
        "Jeu de caractères : \(encoding == .utf8 ? "UTF-8" : "ISO 8859-15") ; séparateur : tabulation ; fin de ligne : CR LF",
        "Dates : AAAAMMJJ ; montants : virgule décimale, sans séparateur de milliers ; tous en euros.", "", "Zones :",
      ] + fields + ["", "Journaux :"] + books + [
        "", "EcritureNum est continu de 1 à n dans l'exercice, tous journaux confondus.",
        "EcritureLet est le lettrage des lignes entièrement soldées, propre à chaque compte et tiers.",
      ]
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private static let meanings = [
    "code du journal", "libellé du journal", "numéro de l'écriture", "date de comptabilisation", "numéro de compte", "libellé du compte",
    "numéro de tiers", "libellé du tiers", "référence de la pièce", "date de la pièce", "libellé de l'écriture", "montant au débit",
    "montant au crédit", "lettrage", "date du lettrage", "date de validation", "montant en devise (sans objet)", "devise (sans objet)",
  ]
}
