import Kernel

/// Facts of the metadata that PDF/A knows only once their schema is described beside them.
package struct MetadataSchema: Sendable, Hashable {
  package struct Property: Sendable, Hashable {
    package let name: String
    package let value: String
    package let description: String

    package init(_ name: String, _ value: String, description: String) {
      (self.name, self.value, self.description) = (name, value, description)
    }
  }
  package let title: String
  package let namespace: String
  package let prefix: String
  /// Texts from outside the file, in PDF/A's words "external".
  package let properties: [Property]

  package init(title: String, namespace: String, prefix: String, properties: [Property]) {
    (self.title, self.namespace, self.prefix, self.properties) = (title, namespace, prefix, properties)
  }
}

/// The metadata of the document as XMP, saying what its information dictionary says.
struct Metadata {
  static let producer = "KM0"
  let document: Document

  var packet: [UInt8] {
    // The mark of byte order, U+FEFF, stands in the packet's head by its specification.
    let head = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    var xml = XMLWriter(declaration: false)
    xml.element("x:xmpmeta", namespaces: ["x": "adobe:ns:meta/"]) {
      $0.element("rdf:RDF", namespaces: ["rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"]) {
        conformance(&$0)
        dublinCore(&$0)
        basics(&$0)
        for schema in document.schemas { values(of: schema, &$0) }
        if !document.schemas.isEmpty { descriptions(&$0) }
      }
    }
    return Array(head.utf8) + xml.bytes + Array("<?xpacket end=\"r\"?>".utf8)
  }

  private func conformance(_ xml: inout XMLWriter) {
    xml.element("rdf:Description", namespaces: ["pdfaid": "http://www.aiim.org/pdfa/ns/id/"], ["rdf:about": ""]) {
      $0.element("pdfaid:part", text: "3")
      $0.element("pdfaid:conformance", text: "B")
    }
  }
  private func dublinCore(_ xml: inout XMLWriter) {
    xml.element("rdf:Description", namespaces: ["dc": "http://purl.org/dc/elements/1.1/"], ["rdf:about": ""]) {
      $0.element("dc:format", text: "application/pdf")
      $0.element("dc:title") {
        $0.element("rdf:Alt") { $0.element("rdf:li", ["xml:lang": "x-default"], text: document.title.oneLine) }
      }
      $0.element("dc:creator") { $0.element("rdf:Seq") { $0.element("rdf:li", text: document.author.oneLine) } }
      $0.element("dc:language") { $0.element("rdf:Bag") { $0.element("rdf:li", text: document.language.rawValue) } }
    }
  }
  private func basics(_ xml: inout XMLWriter) {
    xml.element(
      "rdf:Description", namespaces: ["xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/"], ["rdf:about": ""]
    ) {
      $0.element("xmp:CreateDate", text: document.made.iso)
      $0.element("xmp:ModifyDate", text: document.made.iso)
      $0.element("xmp:CreatorTool", text: Metadata.producer)
      $0.element("pdf:Producer", text: Metadata.producer)
    }
  }

  private func values(of schema: MetadataSchema, _ xml: inout XMLWriter) {
    xml.element("rdf:Description", namespaces: [schema.prefix: schema.namespace], ["rdf:about": ""]) {
      for property in schema.properties { $0.element("\(schema.prefix):\(property.name)", text: property.value) }
    }
  }
  private func descriptions(_ xml: inout XMLWriter) {
    let namespaces: KeyValuePairs = [
      "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/", "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
      "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    ]
    xml.element("rdf:Description", namespaces: namespaces, ["rdf:about": ""]) {
      $0.element("pdfaExtension:schemas") {
        $0.element("rdf:Bag") { for schema in document.schemas { description(of: schema, &$0) } }
      }
    }
  }
  private func description(of schema: MetadataSchema, _ xml: inout XMLWriter) {
    xml.element("rdf:li", ["rdf:parseType": "Resource"]) {
      $0.element("pdfaSchema:schema", text: schema.title)
      $0.element("pdfaSchema:namespaceURI", text: schema.namespace)
      $0.element("pdfaSchema:prefix", text: schema.prefix)
      $0.element("pdfaSchema:property") {
        $0.element("rdf:Seq") {
          for property in schema.properties {
            $0.element("rdf:li", ["rdf:parseType": "Resource"]) {
              $0.element("pdfaProperty:name", text: property.name)
              $0.element("pdfaProperty:valueType", text: "Text")
              $0.element("pdfaProperty:category", text: "external")
              $0.element("pdfaProperty:description", text: property.description)
            }
          }
        }
      }
    }
  }
}

extension Instant {
  /// As PDF writes a date: `D:20261124093000Z`.
  var pdfDate: String { "D:" + iso.filter(\.isNumber) + "Z" }
}
