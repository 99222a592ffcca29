/// Pictures side by side with their captions, row by row, each row on one page.
struct PictureSetting {
  private static let gutter = 12.0
  /// Millimetres a picture may be high.
  private static let highest = 66.0
  let strips: [Strip]

  init(_ pictures: [Picture], columns: Int, _ setting: Setting) {
    let columns = max(columns, 1)
    let width = (setting.width - Self.gutter * Double(columns - 1)) / Double(columns)
    let rows = stride(from: 0, to: pictures.count, by: columns).map { Array(pictures[$0..<min($0 + columns, pictures.count)]) }
    strips = rows.map { row in
      let cells = row.enumerated().map { place, picture in Self.cell(picture, setting.part(Double(place) * (width + Self.gutter), width)) }
      let height = cells.map(\.height).max() ?? 0
      return Strip(before: 10, height: height) { canvas, y in
        for cell in cells { cell.draw(canvas, y) }
      }
    }
  }

  private struct Cell {
    let height: Double
    let draw: (Canvas, Double) -> Void
  }

  /// As large as the column and the height allow, never larger than 100 pixels to the inch would be blurred.
  private static func cell(_ picture: Picture, _ setting: Setting) -> Cell {
    let seen = picture.raster.seen
    let caption = setting.text(picture.caption, Style.small)
    let captionHeight = picture.caption.isEmpty ? 0 : caption.height + 4
    let most = min(Sheet.millimetres(highest), setting.room - captionHeight - 1)
    let scale = min(setting.width / Double(seen.width), most / Double(seen.height), 0.72)
    let (width, height) = (max(Double(seen.width) * scale, 1), max(Double(seen.height) * scale, 1))
    return Cell(height: height + captionHeight) { canvas, y in
      canvas.figure(picture.alternative) { canvas.picture(picture.raster, x: setting.x, y: y, width: width, height: height) }
      if !picture.caption.isEmpty {
        canvas.tagged("P") { canvas.show(caption, 0..<caption.lines.count, x: setting.x, y: y + height + 4) }
      }
    }
  }
}
