import Kernel

/// Every template in one language: texts and the addresses of assets stand in it as they will go out. The steps of all lie one after the
/// other, as do their texts, so that drawing goes through them without counting references.
struct TemplateBook: Sendable {
  /// A step as it is drawn. From `start` to `end` stands its text, or what is inside it; of a partial `start` is its place.
  struct Move: Sendable {
    enum Kind: UInt8, Sendable { case text, value, markup, section, inverted, partial }
    let kind: Kind
    var name = Name()
    var start: Int32 = 0
    var end: Int32 = 0
  }
  /// The name in a tag by its numbers.
  struct Name: Sendable {
    /// Negative for `{{.}}`.
    var first: Int32 = -1
    var isOwn = false
    /// Where the further names of a path stand, of the few that have some.
    var rest: Range<Int32> = 0..<0
  }

  private var moves: [Move] = []
  private var texts: [UInt8] = []
  private var names: [Int32] = []
  private var places: [String: Int32] = [:]
  /// Which moves a template has, by its place.
  private var ranges: [Range<Int32>] = []

  init(_ templates: Templates, texts: [String: String], assets: AssetNames) {
    let sources = templates.sources.sorted { $0.key < $1.key }
    for (place, source) in sources.enumerated() { places[source.key] = Int32(place) }
    for source in sources {
      let start = Int32(moves.count)
      lay(
        source.value.steps.settled { name in
          guard !name.isOwn, let first = name.path.first, name.path.count > 1 else { return nil }
          let rest = name.path.dropFirst().map(\.text).joined(separator: ".")
          return first.text == "t" ? texts[rest] : first.text == "asset" ? assets.path(of: rest) : nil
        })
      ranges.append(start..<Int32(moves.count))
    }
  }

  private mutating func lay(_ steps: [Step]) {
    for step in steps {
      switch step {
      case .text(let text):
        let start = Int32(texts.count)
        texts.append(contentsOf: text.utf8)
        moves.append(Move(kind: .text, start: start, end: Int32(texts.count)))
      case .value(let name, let isEscaped): moves.append(Move(kind: isEscaped ? .value : .markup, name: number(name)))
      case .section(let name, let inside): lay(.section, name, inside)
      case .inverted(let name, let inside): lay(.inverted, name, inside)
      case .partial(let name): if let place = places[name] { moves.append(Move(kind: .partial, start: place)) }
      }
    }
  }

  private mutating func lay(_ kind: Move.Kind, _ name: PartName, _ inside: [Step]) {
    let place = moves.count
    moves.append(Move(kind: kind, name: number(name)))
    lay(inside)
    (moves[place].start, moves[place].end) = (Int32(place + 1), Int32(moves.count))
  }

  private mutating func number(_ name: PartName) -> Name {
    guard let first = name.path.first else { return Name() }
    let start = Int32(names.count)
    names += name.path.dropFirst().map(\.number)
    return Name(first: first.number, isOwn: name.isOwn, rest: start..<Int32(names.count))
  }

  /// Nil when there is no template of that name. `stack` are the objects it stands in, the innermost last.
  func draw(_ stack: [Part], template: String) -> [UInt8]? {
    guard let place = places[template] else { return nil }
    return moves.withUnsafeBufferPointer { moves in
      texts.withUnsafeBufferPointer { texts in
        names.withUnsafeBufferPointer { names in
          ranges.withUnsafeBufferPointer { ranges in
            var page = Drawn(moves: moves, texts: texts, names: names, ranges: ranges, stack: stack)
            page.draw(ranges[Int(place)])
            return page.bytes
          }
        }
      }
    }
  }
}
