import Kernel

/// The words of a label that fit into a cell: the holder's name in one or two lines, its first word, or its initials.
struct LabelFitting {
  /// Centimetres between base lines at size 100, and the mean width of a character.
  private static let lead: Int64 = 118
  private static let stroke: Int64 = 58
  /// Of a name alone, which is written bolder.
  private static let bold: Int64 = 66

  struct Lines: Sendable {
    var code: String?
    var name: [String]
    var size: Int64
    var isTurned: Bool
    /// How far below the middle.
    var shift: Int64 = 0
  }

  static func lines(code: String, name: String?, in label: LevelGeometry.Label) -> Lines? {
    let isTurned = label.height > label.width * 3 / 2 && label.width < 260
    let width = (isTurned ? label.height : label.width) - 24
    let height = (isTurned ? label.width : label.height) - 16
    let size = min(96, max(52, min(width / 5, height / 2)))
    guard height >= size, width >= size else { return nil }
    let room = Int(width * 100 / (stroke * size))
    let rows = Int(height * 100 / (lead * size))
    guard let name, !name.isEmpty else { return code.count <= room ? Lines(code: code, name: [], size: size, isTurned: isTurned) : nil }
    let showsCode = rows >= 2 && code.count <= room + 1
    let fitted = fit(name, room: room, rows: max(1, rows - (showsCode ? 1 : 0)))
    return Lines(code: showsCode ? code : nil, name: fitted, size: size, isTurned: isTurned)
  }

  /// The number alone, small: in the upper part of a cell whose holder's name is written across several.
  static func code(_ code: String, at label: LevelGeometry.Label) -> Lines? {
    let size = min(60, max(44, label.width / 6))
    guard Int64(code.count) * stroke * size / 100 <= label.width - 12, label.height >= size * 2 else { return nil }
    let shift = -(label.height / 2 - size * 9 / 10)
    return Lines(code: code, name: [], size: size, isTurned: false, shift: shift)
  }

  /// A name alone, as large as its room allows.
  static func name(_ name: String, in label: LevelGeometry.Label) -> Lines? {
    let isTurned = label.height > label.width * 3 / 2 && label.width < 260
    let width = (isTurned ? label.height : label.width) - 24
    let height = (isTurned ? label.width : label.height) - 16
    guard height >= 52, width >= 52 else { return nil }
    let words = name.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" }).map(String.init)
    // The largest letters that leave it whole, in one line or two.
    for size in stride(from: Int64(92), through: 52, by: -4) where height >= size {
      let room = Int(width * 100 / (bold * size))
      if name.count <= room { return Lines(code: nil, name: [name], size: size, isTurned: isTurned) }
      guard height >= size * 2 * lead / 100, let broken = brokenInTwo(words, room: room) else { continue }
      return Lines(code: nil, name: broken, size: size, isTurned: isTurned)
    }
    let (room, rows) = (Int(width * 100 / (bold * 52)), Int(height * 100 / (lead * 52)))
    return Lines(code: nil, name: fit(name, room: room, rows: max(1, rows)), size: 52, isTurned: isTurned)
  }

  /// The break that leaves both lines within the room.
  private static func brokenInTwo(_ words: [String], room: Int) -> [String]? {
    for count in (1..<max(1, words.count)).reversed() {
      let (first, second) = (words[..<count].joined(separator: " "), words[count...].joined(separator: " "))
      if first.count <= room, second.count <= room { return [first, second] }
    }
    return nil
  }

  private static func fit(_ name: String, room: Int, rows: Int) -> [String] {
    if name.count <= room { return [name] }
    let words = name.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "-" }).map(String.init)
    if rows >= 2, let broken = brokenInTwo(words, room: room) { return broken }
    if let first = words.first, first.count <= room, first.count >= 3 { return [first] }
    let initials = String(words.prefix(3).compactMap(\.first)).uppercased()
    if words.count >= 2, initials.count <= room { return [initials] }
    return room >= 3 ? [String(name.prefix(room - 1)) + "…"] : [String(name.prefix(max(1, room)))]
  }
}
