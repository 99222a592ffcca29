import Foundation
import Kernel
import Testing

@testable import House

@Suite("A folder that is imported") struct ImportedFolderTests {
  /// What is passed over in silence would be missing in the house: a link and a folder that bear the name of a table are named, both at once.
  @Test func whatIsNoPlainFileIsNamed() throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "import-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    try files.createDirectory(at: folder.appending(path: "imdf"), withIntermediateDirectories: true)
    try Data("code\n".utf8).write(to: folder.appending(path: "links.csv"))
    try Data("{}".utf8).write(to: folder.appending(path: "imdf/manifest.json"))
    #expect(try ImportedFiles.read(folder.path).files.keys.sorted() == ["imdf/manifest.json", "links.csv"])
    try files.createSymbolicLink(at: folder.appending(path: "cells.csv"), withDestinationURL: folder.appending(path: "links.csv"))
    try files.createDirectory(at: folder.appending(path: "levels.csv"), withIntermediateDirectories: true)
    let fault = #expect(throws: UnreadableImport.self) { try ImportedFiles.read(folder.path) }
    let lines = try #require(fault).description.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix(" is no plain file.") })
    #expect(lines.first?.contains("cells.csv") == true && lines.last?.contains("levels.csv") == true)
  }
}
