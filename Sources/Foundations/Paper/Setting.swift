/// Turns blocks into strips of one column.
struct Setting {
  let press: Press
  let x: Double
  let width: Double
  /// What a page holds at most.
  let room: Double

  func strips(_ blocks: [Block]) -> [Strip] { blocks.flatMap { strips($0) } }

  private func strips(_ block: Block) -> [Strip] {
    switch block {
    case .heading(let words, let level): heading(words, level)
    case .paragraph(let words): paragraph(words, Style.body, before: 6.6)
    case .note(let words): paragraph(words, Style.small, before: 6)
    case .facts(let facts): self.facts(facts)
    case .table(let table): TableSetting(table, self).strips
    case .drawing(let drawing): [DrawingSetting(drawing, self).strip]
    case .pictures(let pictures, let columns): PictureSetting(pictures, columns: columns, self).strips
    case .rule: [Strip(before: 6, height: 1) { canvas, y in canvas.line(from: x, to: x + width, y: y + 0.5, width: 0.5, .line) }]
    case .gap(let height): [Strip(before: Sheet.millimetres(height), height: 0) { _, _ in }]
    case .together(let blocks): together(strips(blocks))
    case .beside(let first, let second, let share): beside(first, second, share)
    case .panel(let blocks): panel(blocks)
    case .signature(let lines): together(signature(lines))
    }
  }

  func text(_ words: Words, _ face: Face, _ alignment: Alignment = .start) -> SetText {
    press.text(words, face, width: width, alignment)
  }
  func part(_ offset: Double, _ width: Double) -> Setting { Setting(press: press, x: x + offset, width: width, room: room) }

  private func heading(_ words: Words, _ level: Int) -> [Strip] {
    let text = text(words, Style.heading(level))
    let tag = "H\(min(max(level, 1), 6))"
    var strip = Strip(before: level == 1 ? 0 : 14, height: text.height, staysWithNext: true) { canvas, y in
      canvas.show(text, 0..<text.lines.count, x: x, y: y)
    }
    // A heading of many lines is no heading, but must not run off the page either.
    if strip.height > room / 2 { return lines(text, before: strip.before, tag: tag) }
    strip.group = Strip.Group(tag)
    return [strip]
  }

  private func paragraph(_ words: Words, _ face: Face, before: Double) -> [Strip] { lines(text(words, face), before: before, tag: "P") }

  /// Two lines at least stay together at the end of a page and at the top of the next.
  private func lines(_ text: SetText, before: Double, tag: String) -> [Strip] {
    let count = text.lines.count
    var cuts = count <= 3 ? [0, count] : [0] + Array(2...(count - 2)) + [count]
    if count == 0 { cuts = [0] }
    let group = Strip.Group(tag)
    return zip(cuts, cuts.dropFirst()).map { from, until in
      Strip(before: from == 0 ? before : 0, height: Double(until - from) * text.face.leading, group: group) { canvas, y in
        canvas.show(text, from..<until, x: x, y: y)
      }
    }
  }

  private func facts(_ facts: [Fact]) -> [Strip] {
    let names = facts.map { part(0, width * 0.48).text(Words($0.name), Style.body.coloured(.muted)) }
    let column = min((names.map(\.naturalWidth).max() ?? 0) + 14, width * 0.48 + 10)
    let group = Strip.Group("Table")
    return zip(facts, names).enumerated().flatMap { index, pair -> [Strip] in
      let values = part(column, width - column)
      let value = values.text(pair.0.value, Style.body)
      let name = pair.1
      let count = max(name.lines.count, value.lines.count)
      return Swift.stride(from: 0, to: count, by: 20).map { from in
        let until = min(from + 20, count)
        let before = from > 0 ? 0 : index == 0 ? 8 : 1.6
        return Strip(before: before, height: Double(until - from) * Style.body.leading, group: group) { canvas, y in
          canvas.tagged("TR") {
            for (tag, text, x) in [("TH", name, x), ("TD", value, values.x)] { canvas.cell(tag, text, from..<until, x: x, y: y) }
          }
        }
      }
    }
  }

  private func signature(_ lines: [Words]) -> [Strip] {
    let right = part(Sheet.windowLeft - x, x + width - Sheet.windowLeft)
    return lines.enumerated().flatMap { index, line in right.paragraph(line, Style.body, before: index == 0 ? 20 : 0) }
  }

  private func together(_ strips: [Strip]) -> [Strip] {
    var strips = strips
    for index in strips.indices.dropLast() { strips[index].staysWithNext = true }
    return strips
  }

  private func panel(_ blocks: [Block]) -> [Strip] {
    let (side, edge) = (11.0, 8.0)
    let inner = part(side, width - 2 * side).strips(blocks)
    let height = inner.columnHeight + 2 * edge
    if height > room { return strips(blocks) }
    return [
      Strip(before: 12, height: height) { canvas, y in
        canvas.rectangle(x: x, y: y, width: width, height: height, .ground)
        var pages = Pagination(first: y + edge, top: y + edge, bottom: .infinity)
        pages.place(inner)
        canvas.draw(pages.pages[0])
      }
    ]
  }

  private func beside(_ first: [Block], _ second: [Block], _ share: Double) -> [Strip] {
    let gutter = 16.0
    let left = part(0, width * share - gutter / 2).strips(first)
    let right = part(width * share + gutter / 2, width * (1 - share) - gutter / 2).strips(second)
    let height = max(left.columnHeight, right.columnHeight)
    if height > room { return strips(first) + strips(second) }
    return [
      Strip(before: max(left.first?.before ?? 0, right.first?.before ?? 0), height: height) { canvas, y in
        for column in [left, right] {
          var pages = Pagination(first: y, top: y, bottom: .infinity)
          pages.place(column)
          canvas.draw(pages.pages[0])
        }
      }
    ]
  }
}

extension [Strip] {
  /// As a column of its own, whose first space above vanishes.
  fileprivate var columnHeight: Double { reduce(0) { $0 + $1.before + $1.height } - (first?.before ?? 0) }
}

extension Face {
  func coloured(_ colour: Colour) -> Face {
    var face = self
    face.colour = colour
    return face
  }
}

extension Canvas {
  /// Some lines of a cell of a table; none if it has fewer.
  func cell(_ tag: String, _ text: SetText, _ lines: Range<Int>, x: Double, y: Double) {
    let draw = { self.show(text, lines.clamped(to: 0..<text.lines.count), x: x, y: y) }
    tagged(tag) { if text.hasLinks { tagged("P", draw) } else { draw() } }
  }

  /// Strips of one element of the structure stand in one, on each page.
  func draw(_ strips: [PlacedStrip]) {
    var open: Strip.Group?
    for placed in strips {
      if open !== placed.strip.group {
        if let open { end(open.tag) }
        if let group = placed.strip.group { begin(group.tag) }
        open = placed.strip.group
      }
      placed.strip.draw(self, placed.y)
    }
    if let open { end(open.tag) }
  }
}
