import Foundation

/// Holds a file against ISO 19005-3 (PDF/A-3) level B, clause by clause, as far as its objects tell.
struct ArchiveWalk {
  let file: PDFTree

  init(_ bytes: [UInt8]) throws { file = try PDFTree(bytes) }

  /// Each with the number of its clause; none is good.
  func complaints() throws -> [String] {
    frame() + streams() + (try colours()) + graphics() + fonts() + annotations() + actions() + (try metadata()) + attachments()
      + structure()
  }

  /// 6.1.2 header, 6.1.3 trailer.
  private func frame() -> [String] {
    var found: [String] = []
    let lines = file.bytes.prefix(40).split(separator: 10)
    if lines.first.map({ String(decoding: $0, as: UTF8.self) }) != "%PDF-1.7" { found.append("6.1.2 the header is not %PDF-1.7") }
    let comment = lines.dropFirst().first ?? []
    if comment.first != 37 || comment.dropFirst().prefix(4).filter({ $0 > 127 }).count < 4 { found.append("6.1.2 no binary comment") }
    if file.array(file.trailer["/ID"]).count != 2 { found.append("6.1.3 no ID") }
    if file.trailer["/Encrypt"] != nil { found.append("6.1.3 encrypted") }
    if !String(decoding: file.bytes.suffix(6), as: UTF8.self).contains("%%EOF") { found.append("6.1.3 something after the end") }
    return found
  }

  /// 6.1.7 streams, 6.1.13 limits.
  private func streams() -> [String] {
    var found: [String] = []
    for stream in file.dictionaries where stream["stream"] != nil {
      let filters =
        [file.resolve(stream["/Filter"]) as? String].compactMap(\.self) + file.array(stream["/Filter"]).compactMap { $0 as? String }
      if filters.contains(where: { !["/FlateDecode", "/DCTDecode"].contains($0) }) { found.append("6.1.7.2 filter \(filters)") }
      if ["/F", "/FFilter", "/FDecodeParms"].contains(where: { stream[$0] != nil }) { found.append("6.1.7.1 a stream outside the file") }
    }
    for dictionary in file.dictionaries {
      for key in dictionary.keys where key.utf8.count > 128 { found.append("6.1.13 a name of \(key.utf8.count) bytes") }
    }
    return found
  }

  /// 6.2.3 output intent, 6.2.4 colours.
  private func colours() throws -> [String] {
    let intents = file.array(file.root["/OutputIntents"]).compactMap { file.dictionary($0) }
    guard intents.count == 1, intents[0]["/S"] as? String == "/GTS_PDFA1", let profile = file.dictionary(intents[0]["/DestOutputProfile"])
    else { return ["6.2.3 no output intent"] }
    var found: [String] = []
    let bytes = try file.data(profile)
    func sign(_ offset: Int) -> String { String(decoding: bytes.dropFirst(offset).prefix(4), as: UTF8.self) }
    if profile["/N"] as? Int != 3 || sign(16) != "RGB " { found.append("6.2.3 the profile is not of three colours") }
    if !["mntr", "prtr"].contains(sign(12)) || sign(36) != "acsp" || bytes[8] > 4 { found.append("6.2.3 the profile is none for output") }
    for page in file.pages {
      for content in file.array(page["/Contents"]) + [page["/Contents"] ?? ""] {
        let text = String(decoding: try file.data(file.dictionary(content)), as: UTF8.self)
        if text.contains(#/(?m)[\d.] [kK]$|^\/\S+ (cs|CS)$|\bri$/#) { found.append("6.2.4.3 a colour outside RGB") }
      }
    }
    return found
  }

  /// 6.2.5 graphics state, 6.2.8 images, 6.2.9 forms, 6.2.10 transparency.
  private func graphics() -> [String] {
    var found: [String] = []
    for dictionary in file.dictionaries {
      if ["/TR", "/TR2", "/HTP"].contains(where: { dictionary[$0] != nil }) { found.append("6.2.5 a transfer function") }
      if let mode = dictionary["/BM"] as? String, mode != "/Normal" { found.append("6.2.10 blend mode \(mode)") }
      if dictionary["/Interpolate"] as? Bool == true || dictionary["/Alternates"] != nil { found.append("6.2.8 image") }
      if dictionary["/OPI"] != nil || dictionary["/PS"] != nil || dictionary["/Ref"] != nil { found.append("6.2.9 form") }
      if dictionary["/S"] as? String == "/Transparency", dictionary["/CS"] == nil { found.append("6.2.10 a group without colour space") }
    }
    return found
  }

  /// 6.2.11 fonts.
  private func fonts() -> [String] {
    var found: [String] = []
    for font in file.dictionaries where font["/Type"] as? String == "/Font" {
      let kind = font["/Subtype"] as? String ?? ""
      let name = "\(font["/BaseFont"] ?? "?")"
      if kind == "/Type0" {
        if font["/Encoding"] as? String != "/Identity-H" { found.append("6.2.11.3.3 encoding of \(name)") }
        if font["/ToUnicode"] == nil { found.append("6.2.11.7 \(name) does not say its letters") }
        continue
      }
      let descriptor = file.dictionary(font["/FontDescriptor"])
      if !["/FontFile", "/FontFile2", "/FontFile3"].contains(where: { descriptor?[$0] != nil }) {
        found.append("6.2.11.4 \(name) is not embedded")
      }
      if !name.contains(#/^\/[A-Z]{6}\+/#) { found.append("6.2.11.4.2 \(name) is no subset") }
      if kind.hasPrefix("/CIDFont") {
        if font["/CIDSystemInfo"] == nil { found.append("6.2.11.3.1 \(name)") }
        if kind == "/CIDFontType2", font["/CIDToGIDMap"] == nil { found.append("6.2.11.3.2 \(name) has no map of glyphs") }
        if font["/W"] == nil { found.append("6.2.11.5 \(name) has no widths") }
      } else {
        if font["/ToUnicode"] == nil { found.append("6.2.11.7 \(name) does not say its letters") }
        if font["/Widths"] == nil { found.append("6.2.11.5 \(name) has no widths") }
        let isSymbolic = (descriptor?["/Flags"] as? Int ?? 0) & 4 != 0
        if kind == "/TrueType", !isSymbolic, file.resolve(font["/Encoding"]) as? String != "/WinAnsiEncoding" {
          found.append("6.2.11.6 encoding of \(name)")
        }
      }
    }
    return found
  }

  /// 6.3 annotations.
  private func annotations() -> [String] {
    file.pages.flatMap { file.array($0["/Annots"]) }.compactMap { annotation in
      let annotation = file.dictionary(annotation)
      if annotation?["/Subtype"] as? String != "/Link" { return "6.3.1 annotation \(annotation?["/Subtype"] ?? "?")" }
      return annotation?["/F"] as? Int == 4 ? nil : "6.3.2 a link is not to be printed"
    }
  }

  /// 6.4 forms, 6.5 actions.
  private func actions() -> [String] {
    var found: [String] = []
    if file.root["/AcroForm"] != nil || file.root["/XFA"] != nil { found.append("6.4 a form") }
    if file.root["/OpenAction"] != nil || file.dictionaries.contains(where: { $0["/AA"] != nil }) {
      found.append("6.5.2 an action by itself")
    }
    if file.dictionary(file.root["/Names"])?["/JavaScript"] != nil { found.append("6.5.1 JavaScript") }
    for dictionary in file.dictionaries where dictionary["/Type"] as? String == "/Action" && dictionary["/S"] as? String != "/URI" {
      found.append("6.5.1 action \(dictionary["/S"] ?? "?")")
    }
    return found
  }

  /// 6.1.13 and 6.7 of the structure: what is tagged says so, and in which language.
  private func structure() -> [String] {
    var found: [String] = []
    if file.dictionary(file.root["/MarkInfo"])?["/Marked"] as? Bool != true { found.append("6.7.2.2 not marked") }
    if file.root["/StructTreeRoot"] == nil { found.append("6.7.3 no structure") }
    if PDFTree.text(file.root["/Lang"]) == nil { found.append("6.7.4 no language") }
    return found
  }
}
