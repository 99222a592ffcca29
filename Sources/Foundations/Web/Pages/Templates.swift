import Foundation

/// What is wrong with the templates, texts or assets of the house: it does not start. One line a fault, with file and line.
package struct PageFaults: Error, CustomStringConvertible {
  package let faults: [String]
  package var description: String { faults.joined(separator: "\n") }
}

/// Every template of the house, parsed, with the tags and the file of each.
package struct Templates: Sendable {
  package struct Source: Sendable {
    package let file: String
    package let folder: URL
    package let tags: [TemplateTag]
    let steps: [Step]
  }
  package private(set) var sources: [String: Source] = [:]

  /// Reads the `Templates` folder of each; throws all parse errors, double names and missing partials together.
  package init(from folders: [URL]) throws {
    var faults: [String] = []
    for folder in folders {
      for file in Templates.files(in: folder.appending(path: "Templates"), ending: "mustache") {
        let name = file.deletingPathExtension().lastPathComponent
        if sources[name] != nil { faults.append("\(file.lastPathComponent): another area has a template of that name") }
        let text = try String(contentsOf: file, encoding: .utf8)
        var reader = StepReader(Templates.withoutIndentedPartials(text))
        do {
          let steps = try reader.steps()
          sources[name] = Source(file: file.lastPathComponent, folder: folder, tags: templateTags(of: text), steps: steps)
        } catch {
          faults.append("\(file.lastPathComponent):\(reader.line): \(error)")
        }
      }
    }
    for source in sources.values.sorted(by: { $0.file < $1.file }) {
      for tag in source.tags where tag.kind == .partial && sources[tag.name] == nil {
        faults.append("\(source.file):\(tag.line): there is no partial \(tag.name)")
      }
    }
    if !faults.isEmpty { throw PageFaults(faults: faults) }
  }

  /// Mustache indents every line of a partial that stands indented alone on its line, the first line of a text area too.
  package static func withoutIndentedPartials(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let bare = line.drop { $0 == " " || $0 == "\t" }
      return bare.hasPrefix("{{>") ? bare : line
    }.joined(separator: "\n")
  }

  static func files(in folder: URL, ending: String?) -> [URL] {
    let all = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return all.filter { !$0.lastPathComponent.hasPrefix(".") && (ending == nil || $0.pathExtension == ending) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
