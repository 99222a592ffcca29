import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

extension ArchiveWalk {
  /// 6.6 metadata: XMP that says part and conformance, and the same as the information dictionary.
  func metadata() throws -> [String] {
    guard let stream = file.dictionary(file.root["/Metadata"]), stream["/Type"] as? String == "/Metadata",
      stream["/Subtype"] as? String == "/XML"
    else { return ["6.6.2.1 no metadata"] }
    let packet = String(decoding: try file.data(stream), as: UTF8.self)
    var found: [String] = []
    if packet.contains(#/<\?xpacket[^>]*(bytes|encoding)=/#) { found.append("6.6.2.1 head of the packet") }
    let reader = MetadataReader(packet)
    if let fault = reader.fault { found.append("6.6.2.1 \(fault)") }
    for (name, value) in [("pdfaid:part", "3"), ("pdfaid:conformance", "B")] where reader.texts[name] != value {
      found.append("6.6.4 \(name) is \(reader.texts[name] ?? "not there")")
    }
    let info = file.dictionary(file.trailer["/Info"]) ?? [:]
    for (key, name) in [("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Producer", "pdf:Producer"), ("/Creator", "xmp:CreatorTool")] {
      let text = PDFTree.text(info[key])
      if text == nil || text != reader.texts[name] ?? "" {
        found.append("6.6.3 \(key) is \(text ?? "not there"), \(name) \(reader.texts[name] ?? "not")")
      }
    }
    for (key, name) in [("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")] {
      let digits = reader.texts[name].map { "D:" + $0.filter(\.isNumber) + "Z" }
      if PDFTree.text(info[key]) != digits { found.append("6.6.3 \(key)") }
    }
    let known: Set = ["pdfaid", "dc", "xmp", "pdf", "rdf", "x", "pdfaExtension", "pdfaSchema", "pdfaProperty"]
    for name in reader.texts.keys {
      let prefix = String(name.prefix { $0 != ":" })
      if !known.contains(prefix), reader.schemas[prefix]?.contains(String(name.dropFirst(prefix.count + 1))) != true {
        found.append("6.6.2.3 \(name) is described nowhere")
      }
    }
    return found
  }

  /// 6.8 embedded files.
  func attachments() -> [String] {
    var found: [String] = []
    let names = file.array(file.dictionary(file.dictionary(file.root["/Names"])?["/EmbeddedFiles"])?["/Names"])
    let associated = file.array(file.root["/AF"])
    if names.count != associated.count * 2 { found.append("6.8 \(names.count / 2) files, \(associated.count) associated") }
    for specification in associated {
      guard let specification = file.dictionary(specification), specification["/Type"] as? String == "/Filespec" else {
        return ["6.8 no file"]
      }
      let name = PDFTree.text(specification["/F"]) ?? "?"
      if PDFTree.text(specification["/UF"]) != name { found.append("6.8 \(name) has two names") }
      let relationship = specification["/AFRelationship"] as? String ?? ""
      if !["/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"].contains(relationship) {
        found.append("6.8 what \(name) is")
      }
      let stream = file.dictionary(file.dictionary(specification["/EF"])?["/F"])
      let type = (stream?["/Subtype"] as? String)?.replacing("#2f", with: "/") ?? ""
      if !type.contains(#/^\/[a-z]+\/[a-z0-9.+-]+$/#) { found.append("6.8 type of \(name): \(type)") }
      if PDFTree.text(file.dictionary(stream?["/Params"])?["/ModDate"]) == nil { found.append("6.8 no date of \(name)") }
    }
    return found
  }
}

/// Simple texts of XMP by name, and the schemas it describes. Reads the XML with libxml2, not with what wrote it.
final class MetadataReader: NSObject, XMLParserDelegate {
  private(set) var texts: [String: String] = [:]
  /// Names of properties by prefix.
  private(set) var schemas: [String: Set<String>] = [:]
  private(set) var fault: String?
  private var path: [String] = []
  private var text = ""
  private var prefix = ""

  init(_ packet: String) {
    super.init()
    let parser = XMLParser(data: Data(packet.utf8))
    parser.delegate = self
    if !parser.parse() { fault = "\(parser.parserError.map { "\($0)" } ?? "no XML")" }
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?, attributes _: [String: String] = [:]
  ) {
    path.append(name)
    text = ""
  }
  func parser(_: XMLParser, foundCharacters characters: String) { text += characters }
  func parser(_: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?) {
    path.removeLast()
    let owner = path.last { !$0.hasPrefix("rdf:") && !$0.hasPrefix("x:") }
    switch name {
    case "pdfaSchema:prefix": prefix = text
    case "pdfaProperty:name": schemas[prefix, default: []].insert(text)
    case "rdf:li": if let owner, !owner.hasPrefix("pdfa") { texts[owner] = text }
    default:
      if !name.hasPrefix("rdf:"), !name.hasPrefix("x:"), !["dc:title", "dc:creator", "dc:language"].contains(name) { texts[name] = text }
    }
    text = ""
  }
}
