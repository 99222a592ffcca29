/// A piece of the body that no page break cuts: some lines, a row, a drawing.
struct Strip {
  /// Space above, which vanishes at the top of a page.
  var before = 0.0
  var height: Double
  var staysWithNext = false
  /// The element of the structure around it and its neighbours, as `Table`.
  var group: Group?
  /// The head of its table, set again where a page begins with this strip.
  var head: [Strip] = []
  let draw: (Canvas, _ y: Double) -> Void

  final class Group {
    let tag: String
    init(_ tag: String) { self.tag = tag }
  }
}

/// A strip and where on its page it stands.
struct PlacedStrip {
  let strip: Strip
  let y: Double
}

/// Deals strips out to pages.
struct Pagination {
  private(set) var pages: [[PlacedStrip]] = [[]]
  private var y: Double
  private let top: Double
  private let bottom: Double

  init(first: Double, top: Double, bottom: Double) { (y, self.top, self.bottom) = (first, top, bottom) }

  mutating func place(_ strips: [Strip]) {
    var rest = strips[...]
    while !rest.isEmpty {
      let length = (rest.firstIndex { !$0.staysWithNext }).map { $0 - rest.startIndex + 1 } ?? rest.count
      place(together: rest.prefix(length))
      rest = rest.dropFirst(length)
    }
  }

  private mutating func place(together run: ArraySlice<Strip>) {
    let height = run.reduce(0) { $0 + $1.before + $1.height } - (isAtTop ? run.first?.before ?? 0 : 0)
    let onFresh = run.reduce(0) { $0 + $1.before + $1.height } + (run.first?.head.reduce(0) { $0 + $1.before + $1.height } ?? 0)
    if y + height > bottom, !isAtTop, onFresh <= bottom - top { turn() }
    for strip in run {
      if !isAtTop, y + strip.before + strip.height > bottom { turn() }
      if isAtTop, pages.count > 1 { strip.head.forEach { set($0) } }
      set(strip)
    }
  }
  private mutating func set(_ strip: Strip) {
    if !isAtTop { y += strip.before }
    pages[pages.count - 1].append(PlacedStrip(strip: strip, y: y))
    y += strip.height
  }
  private var isAtTop: Bool { pages[pages.count - 1].isEmpty }
  private mutating func turn() {
    pages.append([])
    y = top
  }
}
