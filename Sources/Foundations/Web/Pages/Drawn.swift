/// A page while it is drawn.
struct Drawn {
  let moves: UnsafeBufferPointer<TemplateBook.Move>
  let texts: UnsafeBufferPointer<UInt8>
  let names: UnsafeBufferPointer<Int32>
  let ranges: UnsafeBufferPointer<Range<Int32>>
  /// The objects one stands in, the innermost last; and where those stand whose fields are read in their places, so that looking for a name copies
  /// no object.
  var stack: [Part]
  private var places: [Place]
  var bytes: [UInt8] = []

  private struct Place {
    /// Nil of what has no fields that could be read in their places.
    let fields: Unmanaged<PartFields>?
    let start: UnsafeRawPointer?
    let keeper: Unmanaged<PartKeeping>?
    /// It answers by name itself.
    let isNamed: Bool

    init(_ part: Part) {
      switch part {
      case .object(let object):
        (fields, start, isNamed) = (object.fields, object.place, false)
        keeper = object.keeper.map { Unmanaged.passUnretained($0) }
      case .named: (fields, start, keeper, isNamed) = (nil, nil, nil, true)
      case .text, .flag, .list: (fields, start, keeper, isNamed) = (nil, nil, nil, false)
      }
    }
  }

  /// What a name leads to. Most lead to a text, a flag or a number, which is written from where it stands.
  private enum Sight {
    case plain(PartReader, UnsafeRawPointer)
    case nothing
    /// To be looked for as a part.
    case other
  }

  init(
    moves: UnsafeBufferPointer<TemplateBook.Move>, texts: UnsafeBufferPointer<UInt8>, names: UnsafeBufferPointer<Int32>,
    ranges: UnsafeBufferPointer<Range<Int32>>, stack: [Part]
  ) {
    (self.moves, self.texts, self.names, self.ranges, self.stack) = (moves, texts, names, ranges, stack)
    places = stack.map(Place.init)
    bytes.reserveCapacity(32_768)
  }

  mutating func draw(_ range: Range<Int32>) {
    var place = range.lowerBound
    while place < range.upperBound {
      let move = moves[Int(place)]
      place += 1
      switch move.kind {
      case .text: bytes.append(contentsOf: UnsafeBufferPointer(rebasing: texts[Int(move.start)..<Int(move.end)]))
      case .value, .markup:
        switch look(move.name) {
        case .plain(let reader, let place): reader.write(place, isEscaped: move.kind == .value, to: &bytes)
        case .nothing: break
        case .other: write(part(move.name), isEscaped: move.kind == .value)
        }
      case .section:
        switch look(move.name) {
        case .plain(let reader, let place):
          if let flag = reader.flag(place) {
            if flag { draw(move.start..<move.end) }
          } else if let text = reader.part(at: place, of: nil) {
            draw(move.start..<move.end, in: text)
          }
        case .nothing: break
        case .other: draw(move.start..<move.end, ofEach: part(move.name))
        }
        place = move.end
      case .inverted:
        switch look(move.name) {
        case .plain(let reader, let place): if reader.flag(place) == false { draw(move.start..<move.end) }
        case .nothing: draw(move.start..<move.end)
        case .other: draw(move.start..<move.end, without: part(move.name))
        }
        place = move.end
      case .partial: draw(ranges[Int(move.start)])
      }
    }
  }

  private mutating func write(_ part: Part?, isEscaped: Bool) {
    switch part {
    case .text(let text)?: isEscaped ? bytes.append(escaping: text) : bytes.append(text)
    case .flag(let flag)?: bytes.append(flag ? "true" : "false")
    case .list?, .object?, .named?, nil: break
    }
  }

  private mutating func draw(_ range: Range<Int32>, ofEach part: Part?) {
    switch part {
    case .flag(let flag)?: if flag { draw(range) }
    case .list(let list)?: for number in 0..<list.count { if let part = list.part(number) { draw(range, in: part) } }
    case let part?: draw(range, in: part)
    case nil: break
    }
  }

  private mutating func draw(_ range: Range<Int32>, without part: Part?) {
    switch part {
    case .flag(let flag)?: if !flag { draw(range) }
    case .list(let list)?: if list.count == 0 { draw(range, in: .list(list)) }
    case .text?, .object?, .named?: break
    case nil: draw(range)
    }
  }

  private mutating func draw(_ range: Range<Int32>, in part: Part) {
    stack.append(part)
    places.append(Place(part))
    draw(range)
    stack.removeLast()
    places.removeLast()
  }

  /// Looks from the innermost object outwards, as `part` does.
  private func look(_ name: TemplateBook.Name) -> Sight {
    if name.first < 0 || !name.rest.isEmpty { return .other }
    var height = places.count - 1
    while height >= 0 {
      let place = places[height]
      if place.isNamed { return .other }
      if let fields = place.fields, let start = place.start,
        let (reader, offset) = fields._withUnsafeGuaranteedRef({ $0.slot(name.first) })
      {
        if !reader.isPlain { return .other }
        if !reader.isNothing(start + offset) { return .plain(reader, start + offset) }
      }
      if name.isOwn { return .nothing }
      height -= 1
    }
    return .nothing
  }

  /// Looks from the innermost object outwards for the first part of the name, then inwards from there.
  private func part(_ name: TemplateBook.Name) -> Part? {
    if name.first < 0 { return stack.last }
    var found: Part?
    var height = stack.count - 1
    while height >= 0 {
      let place = places[height]
      if let fields = place.fields, let start = place.start {
        found = fields._withUnsafeGuaranteedRef { $0.part(name.first, at: start, of: place.keeper?.takeUnretainedValue()) }
      } else {
        found = stack[height].part(name.first)
      }
      if found != nil || name.isOwn { break }
      height -= 1
    }
    for place in name.rest { found = found?.part(names[Int(place)]) }
    return found
  }
}
