import Foundation
import Kernel

/// What makes a PDF an archive's PDF/A-3B: metadata, the meaning of its colours, its language, the files it carries.
enum ArchivalFile {
  /// Debian's icc-profiles-free.
  static let profilePath = "/usr/share/color/icc/sRGB.icc"
  /// Compressed once: every document bears it.
  private static let profile = FileManager.default.contents(atPath: profilePath).flatMap { try? Deflating.deflated(Array($0), level: 9) }

  static func finish(_ drawn: Drawn, of document: Document) throws(PaperFault) -> [UInt8] {
    guard let profile else { throw .noColourProfile(profilePath) }
    var names: Set<String> = []
    for attachment in document.attachments where !names.insert(attachment.name).inserted { throw .attachmentTwice(attachment.name) }
    var file = try DrawnFile(drawn.bytes)
    // Cairo leaves out what PDF/A asks of every annotation, that it is printed and not hidden; and it numbers the glyphs of a TrueType subset
    // as its text does, which a reader must be told.
    file.add("/F 4", where: "/Type /Annot")
    file.add("/CIDToGIDMap /Identity", where: "/Subtype /CIDFontType2")

    // Cairo numbers the elements of its structure in the order of the page.
    try file.add(drawn.alternatives.map { $0.isEmpty ? "" : "/Alt \(text($0.printable))" }, toEach: "/S /Figure")

    var writer = ArchiveWriter(firstNumber: file.size)
    let metadata = try writer.stream("/Type /Metadata /Subtype /XML", Metadata(document: document).packet, isDeflated: false)
    file.add(
      "/Metadata \(metadata) 0 R /Lang \(text(document.language.rawValue)) /ViewerPreferences << /DisplayDocTitle true >>", to: file.root)
    let colours = writer.number()
    writer.stream(colours, Array("<< /N 3 /Filter /FlateDecode /Length \(profile.count) >>".utf8), profile[...])
    let condition = text("sRGB IEC61966-2.1")
    let intent = writer.value(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier \(condition) /Info \(condition) /DestOutputProfile \(colours) 0 R >>"
    )
    file.add("/OutputIntents [\(intent) 0 R]", to: file.root)
    try attach(document.attachments, to: &file, writer: &writer)
    let info = writer.value(information(document))
    for number in file.objects.keys.sorted() {
      guard let object = file.objects[number] else { continue }
      if let stream = object.stream { writer.stream(number, object.text, drawn.bytes[stream]) } else { writer.value(number, object.text) }
    }
    return try writer.finished(root: file.root, info: info)
  }

  private static func information(_ document: Document) -> String {
    let (title, author, tool) = (text(document.title.oneLine), text(document.author.oneLine), text(Metadata.producer))
    let date = text(document.made.pdfDate)
    return "<< /Title \(title) /Author \(author) /CreationDate \(date) /ModDate \(date) /Creator \(tool) /Producer \(tool) >>"
  }

  private static func attach(
    _ attachments: [Attachment], to file: inout DrawnFile, writer: inout ArchiveWriter
  ) throws(PaperFault) {
    if attachments.isEmpty { return }
    var (tree, all) = ("", "")
    // A tree of names is in the order of its names, byte by byte.
    for attachment in attachments.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let date = text(attachment.made.pdfDate)
      let bytes = try writer.stream(
        "/Type /EmbeddedFile /Subtype \(name(attachment.type)) /Params << /Size \(attachment.bytes.count) /CreationDate \(date) /ModDate \(date) >>",
        attachment.bytes, isDeflated: true)
      let name = text(attachment.name)
      let specification = writer.value(
        "<< /Type /Filespec /F \(name) /UF \(name) /Desc \(text(attachment.description))"
          + " /AFRelationship /\(attachment.relationship.rawValue) /EF << /F \(bytes) 0 R /UF \(bytes) 0 R >> >>")
      tree += "\(name) \(specification) 0 R "
      all += "\(specification) 0 R "
    }
    let names = writer.value("<< /Names [ \(tree)] >>")
    file.add("/Names << /EmbeddedFiles \(names) 0 R >> /AF [ \(all)]", to: file.root)
  }

  /// A text for readers: ASCII as it is, all else as UTF-16 with its mark.
  private static func text(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (32..<127).contains($0) && ![40, 41, 92].contains($0) }
    return isPlain ? "(\(text))" : "<" + hex([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) + ">"
  }
  /// `/text#2Fxml`
  private static func name(_ text: String) -> String {
    "/"
      + text.utf8.map { byte in
        let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [43, 45, 46, 95].contains(byte)
        return isPlain ? String(UnicodeScalar(byte)) : "#" + hex([byte])
      }.joined()
  }
  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
