/// A drawing as large as its column and its height allow, with its caption.
struct DrawingSetting {
  let strip: Strip

  init(_ drawing: Drawing, _ setting: Setting) {
    let points = drawing.window.map { [$0.from, $0.until] } ?? drawing.shapes.flatMap(\.points)
    let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    let caption = setting.text(drawing.caption, Style.small)
    let gap = drawing.caption.isEmpty ? 0 : 4.0
    let captionHeight = drawing.caption.isEmpty ? 0 : caption.height
    let most = min(Sheet.millimetres(drawing.height), setting.room - captionHeight - gap - 1)
    let scale = min(setting.width / max(right - left, 1e-6), most / max(bottom - top, 1e-6))
    let height = (bottom - top) * scale
    func place(_ point: Drawing.Point, _ y: Double) -> (x: Double, y: Double) {
      (setting.x + (point.x - left) * scale, y + (point.y - top) * scale)
    }
    // The label and where its middle lies.
    let labels = drawing.shapes.map { shape -> (SetText, Drawing.Point)? in
      guard !shape.label.isEmpty, !shape.points.isEmpty else { return nil }
      let (xs, ys) = (shape.points.map(\.x), shape.points.map(\.y))
      let text = setting.text(Words(shape.label.oneLine), Style.label)
      let middle = Drawing.Point((xs.min()! + xs.max()!) / 2, (ys.min()! + ys.max()!) / 2)
      let fits = text.naturalWidth + 2 <= (xs.max()! - xs.min()!) * scale && text.height <= (ys.max()! - ys.min()!) * scale
      let half = text.naturalWidth / 2 / max(scale, 1e-9)
      let isSeen = middle.x - half > left && middle.x + half < right && middle.y > top && middle.y < bottom
      return fits && isSeen ? (text, middle) : nil
    }
    strip = Strip(before: 10, height: height + gap + captionHeight) { canvas, y in
      canvas.figure(drawing.caption.plain) {
        canvas.clip(x: setting.x - 1, y: y - 1, width: (right - left) * scale + 2, height: height + 2)
        defer { canvas.endClip() }
        for shape in drawing.shapes {
          canvas.outline(shape.points.map { place($0, y) }, fill: shape.fill, line: shape.line, width: shape.lineWidth)
        }
        if drawing.window != nil {
          let corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
          canvas.outline(corners.map { place(Drawing.Point($0.0, $0.1), y) }, fill: nil, line: .line, width: 0.6)
        }
        for case (let text, let middle)? in labels {
          let point = place(middle, y)
          canvas.show(text, 0..<text.lines.count, x: point.x - text.naturalWidth / 2, y: point.y - text.height / 2)
        }
      }
      if !drawing.caption.isEmpty {
        canvas.tagged("P") { canvas.show(caption, 0..<caption.lines.count, x: setting.x, y: y + height + gap) }
      }
    }
  }
}
