import Kernel
import Paper
import Web

/// What an inventory lists, and its photographs.
extension PaperSaying {
  func items(_ items: [InventoryItem]) -> Block {
    .table(
      Table(
        [.init(Words(text("element")), share: 1.4), .init(Words(text("condition")), share: 0.8), .init(Words(text("remark")), share: 2)],
        items.map { .init([Words($0.element), Words(text("conditions.\($0.condition.rawValue)")), Words($0.remark)]) }))
  }

  /// The pictures are drawn, and their digests printed, so that none can be exchanged.
  func photos(_ photos: [PaperMatter.Photo]) -> [Block] {
    if photos.isEmpty { return [] }
    let drawn = photos.enumerated().compactMap { place, photo in
      photo.raster.map { raster in
        Picture(
          raster, caption: .strong("\(place + 1)") + Words("  \(photo.file.name)"),
          alternative: text("photoOf", ["place": "\(place + 1)", "name": photo.file.name]))
      }
    }
    return (drawn.isEmpty ? [] : [.pictures(drawn, columns: 2)]) + [
      .table(
        Table(
          [.init(Words(text("photo")), share: 1.2), .init(Words(text("taken")), share: 0.8), .init("SHA-256", share: 2.6)],
          photos.enumerated().map { place, photo in
            .init([
              Words(PaperSaying.name(of: photo, place)), Words(format.shortDay(HouseTime.mulhouse.day(of: photo.file.madeAt))),
              Words(PaperSaying.inBlocks(photo.file.digest), .muted),
            ])
          })), .note(Words(text("photosInside"))),
    ]
  }
  static func name(of photo: PaperMatter.Photo, _ place: Int) -> String {
    "photo-\(place + 1)." + (photo.file.type == "image/png" ? "png" : photo.file.type == "image/webp" ? "webp" : "jpg")
  }
  /// Broken where a line may end.
  private static func inBlocks(_ digest: String) -> String {
    String(digest.enumerated().flatMap { place, digit -> [Character] in place > 0 && place % 16 == 0 ? [" ", digit] : [digit] })
  }
}
