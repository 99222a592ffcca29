/// The style of the house on paper. Measures are in points of 1/72 inch.
enum Style {
  /// Lato, then what has the letters it lacks: DejaVu Sans has Hebrew, Arabic, Georgian, Armenian and many symbols.
  static let families = "Lato, DejaVu Sans, Liberation Sans, sans-serif"

  static let body = Face(size: 10.2, leading: 14.6)
  static let small = Face(size: 8.2, leading: 11.2, colour: .muted)
  static let cell = Face(size: 9.2, leading: 12.8, hasTabularFigures: true)
  static let head = Face(size: 8.2, leading: 12, colour: .muted)
  static let total = Face(size: 9.2, leading: 12.8, weight: .bold, hasTabularFigures: true)
  static let name = Face(size: 23, leading: 27, weight: .bold, colour: .brick)
  static let address = Face(size: 10.6, leading: 14)
  static let label = Face(size: 6.2, leading: 7.4, weight: .bold)
  static func heading(_ level: Int) -> Face {
    switch level {
    case 1: Face(size: 12, leading: 16.5, weight: .bold)
    case 2: Face(size: 10.6, leading: 15, weight: .bold)
    default: Face(size: 10.2, leading: 14.6, weight: .bold)
    }
  }
}

/// How text of one kind looks.
struct Face: Hashable {
  /// Two: each weight is a font inside the file.
  enum Weight: Int { case regular = 400, bold = 700 }
  var size: Double
  /// From one line to the next, whatever fonts they need.
  var leading: Double
  var weight: Weight = .regular
  var colour: Colour = .ink
  var hasTabularFigures = false
}

/// A4 upright, or across for tables of many columns.
struct Leaf {
  let width: Double
  let height: Double

  init(isAcross: Bool) {
    let sides = (Sheet.millimetres(210), Sheet.millimetres(297))
    (width, height) = isAcross ? (sides.1, sides.0) : sides
  }
  var right: Double { width - Sheet.millimetres(20) }
  /// Above the footer.
  var bottom: Double { height - Sheet.millimetres(26) }
  var footer: Double { height - Sheet.millimetres(22) }
}

/// Where things stand on a sheet.
enum Sheet {
  static func millimetres(_ length: Double) -> Double { length * 72 / 25.4 }

  static let left = millimetres(24)
  static let top = millimetres(22)

  static let headTop = millimetres(15)
  /// The window of a DL envelope (45 × 100 mm, 20 mm from its right and lower edge) over a sheet folded in three, less the play of the fold.
  static let windowLeft = millimetres(108)
  static let windowTop = millimetres(50)
  static let windowWidth = millimetres(82)
  static let dateTop = millimetres(89)
  /// Where the text of a letter begins, below the first fold.
  static let letterTop = millimetres(101)
  static let folds = [millimetres(99), millimetres(198)]
}
