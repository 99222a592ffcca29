import Kernel
import Paper
import Web

extension HoldLetter {
  /// The mail without its greeting and its name at the end, which a letter says in its own way: lines of `name: value` become facts,
  /// and the cells follow what is said of them.
  var said: [Block] {
    let body = SpaceLetters.body(
      name, in: language, arguments.merging(["name": facts.holder.facts.legalName]) { own, _ in own })
    let paragraphs = body.replacing("\r\n", with: "\n").split(separator: "\n\n").map(String.init).dropFirst().dropLast()
    var blocks: [Block] = []
    for (index, paragraph) in paragraphs.enumerated() {
      let own = set(paragraph)
      if isShort, index == 1, case .facts? = own.first, case .beside(let table, let plan, let share)? = blocks.last {
        // Under the cells there is room beside their plan.
        blocks[blocks.count - 1] = .beside(table + [.gap(2)] + own, plan, share: share)
      } else {
        blocks += own
      }
      if index == 0 { blocks += cells }
    }
    return blocks
  }

  /// A letter about another date has the dates promised before besides, and is to fill one page: it says less of the cells, which the holder knows.
  private var isShort: Bool { occasion == .moved }

  private func set(_ paragraph: String) -> [Block] {
    if paragraph.contains(HoldLetter.historyMark) {
      let title = paragraph.prefix { !$0.isNewline }.trimmingBlanks
      return [.heading(Words(typeset(title.hasSuffix(":") ? title.dropLast().trimmingBlanks : title)), level: 3), history]
    }
    let lines = paragraph.split(separator: "\n").map(String.init)
    let pairs = lines.compactMap { line -> Fact? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].trimmingBlanks
      return Fact(line[..<colon].trimmingBlanks, typeset(value))
    }
    if lines.count < 2 || pairs.count < lines.count { return [.paragraph(Words(typeset(paragraph)))] }
    return [.facts(pairs)]
  }

  private var history: Block {
    .table(
      Table(
        [
          .init(Words(text("said")), share: 0.7), .init(Words(text("promised")), share: 1.5), .init(Words(text("reason")), share: 1.6),
        ],
        facts.promises.enumerated().map { index, promise in
          let isLast = index == facts.promises.count - 1
          return .init([
            Words(format.shortDay(house.day(of: promise.saidAt))), Words(format.span(promise.span), isLast ? .strong : .plain),
            Words(typeset(promise.reason)),
          ])
        }))
  }

  private var cells: [Block] {
    let held = facts.line.cells.isEmpty ? facts.line.pool : facts.line.cells
    if held.isEmpty { return [] }
    let isOneLevel = facts.levels.count < 2
    let names = Dictionary(facts.levels.map { ($0.level.id, "\($0.building) · \($0.level.name)") }) { first, _ in first }
    // Those of one kind share a row in a short letter; of cells among which it may choose each has its own area.
    let isGrouped = isShort && !facts.line.cells.isEmpty
    var columns: [Table.Column] = [.init(Words(text("cell")), share: isGrouped ? 1.8 : 1.1)]
    if !isOneLevel { columns.append(.init(Words(text("level")), share: 2)) }
    columns += [.init(Words(text("kindOfCell")), share: 1.2), .init(Words(text("area")), .end)]
    var groups: [[HeldCell]] = []
    for cell in held {
      let place = isGrouped ? groups.firstIndex { $0[0].kind == cell.kind && $0[0].level == cell.level } : nil
      if let place { groups[place].append(cell) } else { groups.append([cell]) }
    }
    var rows = groups.map { group -> Table.Row in
      let kind = texts.text("spaces.plan.kind.\(group[0].kind.rawValue)", in: language)
      let level = isOneLevel ? [] : [Words(names[group[0].level] ?? "")]
      let area = group.reduce(FloorArea.zero) { $0 + $1.area }
      return .init([.strong(group.map(\.code).joined(separator: ", "))] + level + [Words(kind), Words(format.area(area))])
    }
    if facts.line.cells.count > 1, groups.count > 1 {
      let middle: [Words] = Array(repeating: "", count: columns.count - 2)
      rows.append(.init([Words(text("total"))] + middle + [Words(format.area(facts.line.area))], isTotal: true))
    }
    let table = Block.table(Table(columns, rows))
    guard isOneLevel, let level = facts.levels.first else { return [table] }
    let plan = LetterPlan(
      level: level.level, caption: names[level.level.id] ?? "", cells: facts.drawn, held: Set(held.map(\.id)),
      height: isShort ? 34 : 46)
    return [.beside([table], [.drawing(plan.drawing)], share: isShort ? 0.58 : 0.44)]
  }
}
