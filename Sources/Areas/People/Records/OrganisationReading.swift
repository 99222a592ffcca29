import Kernel

extension InputReader {
  /// An organisation as the form, JSON and `organisations.csv` name its fields, each checked, and together.
  package mutating func organisationFacts() -> OrganisationFacts {
    let legalName = requiredText("legal_name")
    var facts = OrganisationFacts(
      legalName: legalName, usualName: text("usual_name") ?? legalName, kind: requiredChoice("kind") ?? .company,
      legalForm: choice("legal_form"), activity: text("activity"), website: website("website"), invented: flag("invented"))
    readIdentifiers(into: &facts)
    facts.address = postalAddress()
    facts.register = RegisterFacts(
      shareCapital: money("share_capital"), place: text("register_place", limit: 100), number: text("register_number", limit: 100),
      publicationDirector: text("publication_director"))
    return facts
  }

  /// Street in up to three lines, postcode, city and country, France where none is named; what is wrong stands beside its field.
  package mutating func postalAddress() -> PostalAddress {
    let before = problems.items.count
    let street = text("street", limit: 400, lines: true)
    let address = PostalAddress(
      lines: PostalAddress.lines(of: street), postcode: text("postcode", limit: 20), city: text("city", limit: 100),
      country: text("country", limit: 40)?.uppercased() ?? PostalAddress.home)
    if problems.items.count == before {
      for problem in address.problems { problems.add(problem.code, field: problem.field) }
    }
    return address
  }

  /// The consent to the directory and what stands there.
  package mutating func listing() -> Listing {
    Listing(
      from: day("listed_from"), french: text("description_fr", limit: 2000, lines: true),
      english: text("description_en", limit: 2000, lines: true), german: text("description_de", limit: 2000, lines: true))
  }

  /// An address of the web with `http` or `https`; `example.org` is taken as `https://example.org`.
  package mutating func website(_ field: String) -> String? {
    guard let typed = text(field, limit: 300) else { return nil }
    let address = typed.contains("://") ? typed : "https://" + typed
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    let host = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last?.prefix { $0 != "/" } ?? ""
    let isPlain = !address.contains(where: { $0.isWhitespace || "<>\"'`\\".contains($0) })
    if isWeb, isPlain, host.contains("."), !host.hasPrefix("."), !host.contains("@") { return address }
    problems.add("people.problem.website", field: field)
    return nil
  }

  private mutating func readIdentifiers(into facts: inout OrganisationFacts) {
    let siren = identifier("siren", "people.problem.siren") { SIREN($0)?.digits }
    let siret = identifier("siret", "people.problem.siret") { SIRET($0)?.digits }
    facts.vatNumber = identifier("vat_number", "people.problem.vatNumber") { VATNumber($0)?.text }
    facts.siret = siret
    facts.siren = siren ?? siret.map { String($0.prefix(9)) }
    if let siren, let siret, !siret.hasPrefix(siren) { problems.add("people.problem.siretOfOther", field: "siret") }
    if let known = facts.siren, let inVAT = facts.vatNumber.flatMap({ VATNumber($0)?.siren }), inVAT != known {
      problems.add("people.problem.vatOfOther", field: "vat_number")
    }
    // What is made up bears only numbers that the register gave to nobody.
    let isOfRegister = facts.siren.map { !SIREN.isForTrials($0) } ?? (facts.vatNumber != nil)
    if facts.invented && isOfRegister { problems.add("people.problem.inventedIdentifier", field: "invented") }
  }

  private mutating func identifier(_ field: String, _ code: String, _ read: (String) -> String?) -> String? {
    guard let typed = text(field, limit: 40) else { return nil }
    if let value = read(typed) { return value }
    problems.add(code, field: field)
    return nil
  }
}
