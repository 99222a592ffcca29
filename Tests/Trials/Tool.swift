import Foundation

/// A program of Debian that looks at a file we made, since what made it would agree with itself.
package enum Tool {
  package struct Answer {
    package let status: Int32
    package let output: Data
    package var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs it on the document in a file of its own; `{}` stands for the path.
  package static func run(_ arguments: String..., on bytes: [UInt8]) throws -> Answer {
    let file = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments.map { $0 == "{}" ? file.path : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Answer(status: process.terminationStatus, output: output)
  }

  /// The words of the document in their order, blanks and line ends as one blank.
  package static func words(_ bytes: [UInt8]) throws -> String {
    try run("pdftotext", "-enc", "UTF-8", "{}", "-", on: bytes).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
  package static func pages(_ bytes: [UInt8]) throws -> [String] {
    let text = try run("pdftotext", "-layout", "-enc", "UTF-8", "{}", "-", on: bytes).text
    return text.split(separator: "\u{C}", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
  /// The photographs that are drawn, as the files they were.
  package static func images(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "images-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try run("pdfimages", "-j", "{}", folder.appending(path: "image").path, on: bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".jpg") }.sorted()
    return names.map { Array(FileManager.default.contents(atPath: folder.appending(path: $0).path) ?? Data()) }
  }
}
