import Kernel

extension Document {
  /// The document as PDF/A-3B. Many may be printed at once; each occupies its thread until it is done.
  package func printed() throws(PaperFault) -> [UInt8] {
    let result = Press.lend(language) { press -> Result<Drawn, PaperFault> in
      do throws(PaperFault) { return .success(try PrintRun(self, press).drawn()) } catch { return .failure(error) }
    }
    return try ArchivalFile.finish(result.get(), of: self)
  }
}

/// What Cairo drew, and what is said of its figures, in their order, to whom cannot see them.
struct Drawn: Sendable {
  let bytes: [UInt8]
  let alternatives: [String]
}

/// One document on its way through the press.
struct PrintRun {
  private let document: Document
  private let leaf: Leaf
  private let whole: Setting

  init(_ document: Document, _ press: Press) {
    self.document = document
    leaf = Leaf(isAcross: document.isAcross)
    whole = Setting(press: press, x: Sheet.left, width: leaf.right - Sheet.left, room: leaf.bottom - Sheet.top)
  }

  func drawn() throws(PaperFault) -> Drawn {
    let first = document.address != nil ? Sheet.letterTop : document.letterhead != nil ? Sheet.windowTop : Sheet.top
    var pagination = Pagination(first: first, top: Sheet.top, bottom: leaf.bottom)
    pagination.place(whole.strips(document.body))
    let canvas = Canvas(leaf, made: document.made)
    canvas.begin("Document")
    for (index, strips) in pagination.pages.enumerated() {
      if index == 0 { drawHead(canvas) }
      canvas.draw(strips)
      drawFooter(canvas, index + 1, of: pagination.pages.count)
      if index == pagination.pages.count - 1 { canvas.end("Document") }
      canvas.endPage()
    }
    return Drawn(bytes: try canvas.finish(), alternatives: canvas.alternatives)
  }

  private func drawHead(_ canvas: Canvas) {
    if let head = document.letterhead {
      let column = whole.part(0, Sheet.windowLeft - Sheet.left - 20)
      var y = Sheet.headTop
      y = put(Words(head.name.oneLine), Style.name, column, y, canvas)
      canvas.rectangle(x: Sheet.left, y: y + 2, width: Sheet.millimetres(9), height: 2.2, .brick)
      y += 10
      for line in head.lines.prefix(6) { y = put(line, Style.small, column, y, canvas, most: 2) }
      drawReferences(head.references, max(Sheet.windowTop, y + 10), canvas)
    }
    guard let address = document.address else { return }
    let window = whole.part(Sheet.windowLeft - Sheet.left, Sheet.windowWidth)
    var y = Sheet.windowTop
    for line in address.lines.prefix(7) where y < Sheet.dateTop - 2 * Style.address.leading {
      y = put(Words(line.oneLine), Style.address, window, y, canvas, most: 2)
    }
    if !address.dateline.isEmpty { _ = put(Words(address.dateline.oneLine), Style.body, window, Sheet.dateTop, canvas, most: 1) }
    for fold in Sheet.folds { canvas.line(from: 12, to: 20, y: fold, width: 0.3, .strongLine) }
  }

  private func drawReferences(_ references: [Fact], _ top: Double, _ canvas: Canvas) {
    let width = Sheet.windowLeft - Sheet.left - 20
    let names = references.prefix(5).map { whole.part(0, width / 2).text(Words($0.name.oneLine), Style.small) }
    let column = (names.map(\.naturalWidth).max() ?? 0) + 9
    var y = top
    for (name, reference) in zip(names, references) {
      let value = whole.part(column, width - column)
      let lines = min(name.lines.count, 2)
      canvas.tagged("P") { canvas.show(name, 0..<lines, x: Sheet.left, y: y) }
      y = max(put(reference.value, Style.small.coloured(.ink), value, y, canvas, most: 2), y + Double(lines) * Style.small.leading)
    }
  }

  private func drawFooter(_ canvas: Canvas, _ page: Int, of pages: Int) {
    canvas.line(from: Sheet.left, to: leaf.right, y: leaf.footer, width: 0.4, .line)
    var y = leaf.footer + 5
    let number = document.footer.number(page, of: pages)
    let numbers = whole.text(Words(number.oneLine), Style.small, .end)
    let lines = whole.part(0, whole.width - numbers.naturalWidth - 16)
    if !number.isEmpty { canvas.show(numbers, 0..<min(numbers.lines.count, 1), x: whole.x, y: y) }
    for line in document.footer.lines.prefix(3) {
      let text = lines.text(line, Style.small)
      let count = min(text.lines.count, 2)
      canvas.show(text, 0..<count, x: whole.x, y: y)
      y += Double(count) * text.face.leading
    }
  }

  /// Sets words at `y` and answers where they end.
  private func put(_ words: Words, _ face: Face, _ setting: Setting, _ y: Double, _ canvas: Canvas, most: Int = 3) -> Double {
    let text = setting.text(words, face)
    let count = min(text.lines.count, most)
    canvas.tagged("P") { canvas.show(text, 0..<count, x: setting.x, y: y) }
    return y + Double(count) * face.leading
  }
}
