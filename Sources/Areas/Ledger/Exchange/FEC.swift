import Kernel
import People
import Store

/// A line of the file that French tax auditors read (LPF art. A47 A-1): eighteen fields.
package struct FECLine: Sendable, Hashable {
  package let fields: [String]

  package static let names = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef",
    "PieceDate",
    "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
  ]

  init(_ line: BookLine, letter: (text: String, day: Day)?, house: HouseTime) {
    let amount = line.line.amount
    fields = [
      line.book.rawValue, line.book.frenchName, String(line.number), FECLine.day(line.line.day), line.line.account, line.accountName,
      line.line.auxiliary?.number ?? "", line.line.auxiliary?.name ?? "", line.piece, FECLine.day(line.pieceDay), line.label,
      FECLine.amount(amount > .zero ? amount : .zero), FECLine.amount(amount < .zero ? -amount : .zero), letter?.text ?? "",
      letter.map { FECLine.day($0.day) } ?? "", FECLine.day(house.day(of: line.validatedAt)), "", "",
    ]
  }
  /// A balance brought forward, in the opening entry.
  init(opening: OpeningBalance, on day: Day) {
    let amount = opening.amount
    fields = [
      BookCode.opening.rawValue, BookCode.opening.frenchName, "AN1", FECLine.day(day), opening.account, opening.name,
      opening.auxiliary?.number ?? "",
      opening.auxiliary?.name ?? "", "AN\(day.year)", FECLine.day(day), "À nouveau au 1er janvier \(day.year)",
      FECLine.amount(amount > .zero ? amount : .zero), FECLine.amount(amount < .zero ? -amount : .zero), "", "", FECLine.day(day), "", "",
    ]
  }

  static func day(_ day: Day) -> String { day.description.replacing("-", with: "") }
  /// `1234,50`: a decimal comma and nothing between thousands.
  static func amount(_ money: Money) -> String { money.decimal.replacing(".", with: ",") }
  /// One line of the file: what would part fields or lines becomes a blank.
  var text: String {
    fields.map { field in String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 }) }.joined(separator: "\t")
  }
}

extension BookCode {
  /// In the file of French tax auditors, whatever language the reader of the house speaks.
  package var frenchName: String {
    switch self {
    case .sales: "Ventes"
    case .bank: "Banque"
    case .sundry: "Opérations diverses"
    case .opening: "À nouveau"
    }
  }
}

/// What an account of the balance sheet showed on the eve of a year.
package struct OpeningBalance: Sendable, Hashable {
  package let account: String
  package let name: String
  package let auxiliary: Auxiliary?
  package let amount: Money
}

/// The characters of the file: both are allowed by the text.
package enum FECEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case latin9 = "iso-8859-15"

  package func bytes(_ text: String) -> [UInt8] {
    switch self {
    case .utf8: Array(text.utf8)
    case .latin9: text.unicodeScalars.map(FECEncoding.latin9)
    }
  }

  private static let moved: [UInt32: UInt8] = [
    0x20AC: 0xA4, 0x160: 0xA6, 0x161: 0xA8, 0x17D: 0xB4, 0x17E: 0xB8, 0x152: 0xBC, 0x153: 0xBD, 0x178: 0xBE, 0x2019: 0x27, 0x2018: 0x27,
    0x2013: 0x2D, 0x2014: 0x2D, 0x202F: 0xA0, 0x201C: 0x22, 0x201D: 0x22,
  ]
  /// What the set lacks becomes a question mark.
  private static func latin9(_ scalar: Unicode.Scalar) -> UInt8 {
    if let byte = moved[scalar.value] { return byte }
    return scalar.value < 0x100 && !moved.values.contains(UInt8(scalar.value)) || scalar.value < 0x80 ? UInt8(scalar.value) : 0x3F
  }
}

/// A file as it is kept.
package struct FECFile: Sendable, Hashable {
  package let name: String
  package let bytes: [UInt8]
}
