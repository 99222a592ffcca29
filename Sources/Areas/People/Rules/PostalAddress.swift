import Kernel

/// Where post reaches an organisation. Nothing but the country may be known of it.
package struct PostalAddress: Hashable, Sendable, Codable {
  /// Up to three lines: entrance or building, then the number and the street.
  package var lines: [String]
  package var postcode: String?
  package var city: String?
  /// Two capital letters of ISO 3166-1.
  package var country: String

  package static let home = "FR"
  package static let lineLimit = 3
  /// What a line of an envelope or of an electronic invoice holds.
  package static let lineLength = 100

  package init(lines: [String] = [], postcode: String? = nil, city: String? = nil, country: String = home) {
    (self.lines, self.postcode, self.city, self.country) = (lines, postcode, city, country)
  }

  package var isEmpty: Bool { lines.isEmpty && postcode == nil && city == nil }
  /// `68100 Mulhouse`; nil when neither is known.
  package var cityLine: String? {
    let parts = [postcode, city].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
  /// The street's lines as one text, the way a form or a table holds them.
  package var street: String? { lines.isEmpty ? nil : lines.joined(separator: "\n") }

  /// The lines of a typed text, without empty ones.
  package static func lines(of street: String?) -> [String] {
    (street ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }.filter { !$0.isEmpty }
  }

  /// What is wrong with it, as text keys by the field they stand beside.
  package var problems: [(field: String, code: String)] {
    var found: [(field: String, code: String)] = []
    if lines.count > Self.lineLimit || lines.contains(where: { $0.count > Self.lineLength }) {
      found.append(("street", "people.problem.street"))
    }
    if !CountryCode.all.contains(country) { found.append(("country", "people.problem.country")) }
    if isEmpty { return found }
    if city == nil { found.append(("city", "kernel.problem.missing")) }
    if country == Self.home {
      guard let postcode else { return found + [("postcode", "kernel.problem.missing")] }
      let isFrench = postcode.utf8.count == 5 && postcode.utf8.allSatisfy { (48...57).contains($0) }
      if !isFrench { found.append(("postcode", "people.problem.postcode")) }
    }
    return found
  }
}

/// The countries of ISO 3166-1, by their two letters.
package enum CountryCode {
  package static let all: [String] = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
    CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
    GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
    MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
    UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// Key of its name.
  package static func text(_ code: String) -> String { "people.country.\(code)" }
}
