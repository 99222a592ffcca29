import Foundation
import Kernel

/// What makes a PDF an archive's PDF/A-3B: metadata, the meaning of its colours, its language, the files it carries.
enum ArchivalFile {
  /// Debian's icc-profiles-free.
  static let profilePath = "/usr/share/color/icc/sRGB.icc"
  private static let profile = FileManager.default.contents(atPath: profilePath).map { Array($0) }

  static func finish(_ drawn: [UInt8], of document: Document) throws(PaperFault) -> [UInt8] {
    guard let profile else { throw .noColourProfile(profilePath) }
    var names: Set<String> = []
    for attachment in document.attachments where !names.insert(attachment.name).inserted { throw .attachmentTwice(attachment.name) }
    let result = drawn.withUnsafeBufferPointer { buffer -> Result<[UInt8], PaperFault> in
      do throws(PaperFault) {
        let file = try PDFObjects(reading: buffer)
        describe(document, in: file)
        declareColours(profile, in: file)
        attach(document.attachments, in: file)
        markLinks(in: file)
        mapGlyphs(in: file)
        return .success(try file.written(version: "1.7"))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func describe(_ document: Document, in file: PDFObjects) {
    let packet = file.stream(Metadata(document: document).packet, ["Type": file.name("Metadata"), "Subtype": file.name("XML")])
    file.set("Metadata", of: file.root, to: packet)
    file.set("Lang", of: file.root, to: file.text(document.language.rawValue))
    file.set("ViewerPreferences", of: file.root, to: file.dictionary(["DisplayDocTitle": file.flag(true)]))
    let date = file.text(document.made.pdfDate)
    let facts = file.dictionary([
      "Title": file.text(document.title.oneLine), "Author": file.text(document.author.oneLine), "CreationDate": date, "ModDate": date,
      "Creator": file.text(Metadata.producer), "Producer": file.text(Metadata.producer),
    ])
    file.set("Info", of: file.trailer, to: file.indirect(facts))
  }

  private static func declareColours(_ profile: [UInt8], in file: PDFObjects) {
    let stream = file.stream(profile, ["N": file.integer(3)])
    let intent = file.dictionary([
      "Type": file.name("OutputIntent"), "S": file.name("GTS_PDFA1"), "OutputConditionIdentifier": file.text("sRGB IEC61966-2.1"),
      "Info": file.text("sRGB IEC61966-2.1"), "DestOutputProfile": stream,
    ])
    file.set("OutputIntents", of: file.root, to: file.array([file.indirect(intent)]))
  }

  private static func attach(_ attachments: [Attachment], in file: PDFObjects) {
    if attachments.isEmpty { return }
    // A tree of names is in the order of its names, byte by byte.
    let specified = attachments.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map { attachment in
      let date = file.text(attachment.made.pdfDate)
      let stream = file.stream(
        attachment.bytes,
        [
          "Type": file.name("EmbeddedFile"), "Subtype": file.name(attachment.type),
          "Params": file.dictionary(["Size": file.integer(attachment.bytes.count), "CreationDate": date, "ModDate": date]),
        ])
      let name = file.text(attachment.name)
      let specification = file.indirect(
        file.dictionary([
          "Type": file.name("Filespec"), "F": name, "UF": name, "Desc": file.text(attachment.description),
          "AFRelationship": file.name(attachment.relationship.rawValue), "EF": file.dictionary(["F": stream, "UF": stream]),
        ]))
      return (name: name, specification: specification)
    }
    let tree = file.dictionary(["Names": file.array(specified.flatMap { [$0.name, $0.specification] })])
    file.set("Names", of: file.root, to: file.dictionary(["EmbeddedFiles": file.indirect(tree)]))
    file.set("AF", of: file.root, to: file.array(specified.map(\.specification)))
  }

  /// Cairo numbers the glyphs of a TrueType subset as its text does, which a reader must be told.
  private static func mapGlyphs(in file: PDFObjects) {
    for page in file.pages {
      for font in file.values("Font", of: file.value("Resources", of: page)) {
        for descendant in file.items("DescendantFonts", of: font) where file.isName("Subtype", "CIDFontType2", of: descendant) {
          file.set("CIDToGIDMap", of: descendant, to: file.name("Identity"))
        }
      }
    }
  }

  /// Cairo leaves out what PDF/A asks of every annotation: that it is printed and not hidden.
  private static func markLinks(in file: PDFObjects) {
    for page in file.pages {
      for link in file.items("Annots", of: page) { file.set("F", of: link, to: file.integer(4)) }
    }
  }
}
