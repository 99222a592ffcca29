import Foundation
import Kernel
import Paper
import Testing
import Trials

/// What is printed is PDF/A-3B, as far as we can check it clause by clause, and the check would notice.
@Suite struct ArchiveTests {
  @Test(arguments: Language.allCases)
  func everyClauseHolds(_ language: Language) throws {
    var document = Samples.full
    document.language = language
    let bytes = try document.printed()
    #expect(try Tool.run("qpdf", "--check", "{}", on: bytes).status == 0)
    let walk = try ArchiveWalk(bytes)
    let complaints = try walk.complaints()
    #expect(complaints == [], "\(complaints)")
    #expect(PDFTree.text(walk.file.root["/Lang"]) == language.rawValue)
  }

  @Test func theFilesInItComeOutAgain() throws {
    let bytes = try Samples.full.printed()
    #expect(try Tool.run("qpdf", "--show-attachment=facture.xml", "{}", on: bytes).text == "<facture/>")
    #expect(try Tool.run("qpdf", "--show-attachment=annexe.csv", "{}", on: bytes).text == "a;b")
  }

  @Test func theStructureIsHeard() throws {
    let structure = try Tool.run("pdfinfo", "-struct", "{}", on: try Samples.full.printed()).text
    for tag in ["Document", "H1", "P", "Table", "TR", "TH", "TD", "Figure", "Link"] { #expect(structure.contains(tag), "\(tag)") }
  }

  /// A file that breaks a clause, made from a good one by qpdf's JSON, and the complaint it earns.
  @Test(arguments: [
    ("\"/Lang\": \"u:fr\"", "\"/Language\": \"u:fr\"", "6.7.4"), ("/GTS_PDFA1", "/GTS_PDFX", "6.2.3"),
    ("/WinAnsiEncoding", "/StandardEncoding", "6.2.11.6"),
    ("\"/F\": 4", "\"/F\": 2", "6.3.2"), ("\"/S\": \"/URI\"", "\"/S\": \"/Launch\"", "6.5.1"), ("/AFRelationship", "/AFRelation", "6.8"),
    ("\"/ToUnicode\"", "\"/ToNothing\"", "6.2.11.7"), ("\"/FontFile2\"", "\"/FontFile9\"", "6.2.11.4"),
    ("\"/CS\": \"/DeviceRGB\"", "\"/CX\": \"/DeviceRGB\"", "6.2.10"),
    ("\"/Interpolate\": false", "\"/Interpolate\": true", "6.2.8"), ("u:Option sur", "u:Autre sur", "6.6.3"),
  ])
  func theWalkNotices(_ old: String, _ new: String, _ clause: String) throws {
    let good = try Samples.full.printed()
    let json = try Tool.run("qpdf", "--json-output", "--json-stream-data=inline", "{}", on: good).text
    #expect(json.contains(old))
    let bad = try Tool.run("qpdf", "--json-input", "{}", "-", on: Array(json.replacing(old, with: new).utf8)).output
    let complaints = try ArchiveWalk(Array(bad)).complaints()
    #expect(complaints.contains { $0.hasPrefix(clause) }, "\(complaints)")
  }
}
