import Foundation
import Paper
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct XMLWriterTests {
  private func written(_ write: (inout XMLWriter) -> Void) -> String {
    var xml = XMLWriter(declaration: false, indent: false)
    write(&xml)
    return String(decoding: xml.bytes, as: UTF8.self)
  }

  @Test func whatMeansSomethingIsEscaped() {
    #expect(written { $0.element("a", text: "<&>\"'") } == "<a>&lt;&amp;&gt;\"'</a>")
    #expect(written { $0.element("a", ["b": "<&>\"'\n\t\r"]) } == "<a b=\"&lt;&amp;&gt;&quot;'&#10;&#9;&#13;\"/>")
    #expect(written { $0.element("a", text: "]]>") } == "<a>]]&gt;</a>")
  }

  @Test func whatXMLCannotSayIsReplaced() {
    #expect(written { $0.element("a", text: "x\u{0}\u{8}\u{FFFE}\u{FFFF}y\n") } == "<a>x\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}y\n</a>")
  }

  @Test func elementsStandInside() {
    let xml = written {
      $0.element("r:a", namespaces: ["r": "urn:r", "": "urn:d"]) {
        $0.element("b")
        $0.element("r:c", ["r:d": "1", "xml:lang": "fr"], text: "é")
      }
    }
    #expect(xml == "<r:a xmlns:r=\"urn:r\" xmlns=\"urn:d\"><b/><r:c r:d=\"1\" xml:lang=\"fr\">é</r:c></r:a>")
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let hostile = "<!DOCTYPE x>&amp;]]>\u{1F600}\r\n\"'"
    var xml = XMLWriter()
    xml.element("a") { $0.element("b", text: hostile) }
    final class Reader: NSObject, XMLParserDelegate {
      var text = ""
      func parser(_: XMLParser, foundCharacters characters: String) { text += characters }
    }
    let reader = Reader()
    let parser = XMLParser(data: Data(xml.bytes))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.text.contains(hostile))
  }
}
