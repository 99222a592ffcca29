import Foundation
import Kernel
import Web

extension PageChecks {
  /// Texts missing in a language, named in Swift but not there, or there and never named.
  package func textComplaints(sources: String) throws -> [String] {
    let texts = renderer.texts
    let prefix = area.name.lowercased() + "."
    let all = Language.allCases.reduce(into: Set<String>()) { $0.formUnion(texts.keys(in: $1).filter { $0.hasPrefix(prefix) }) }
    var complaints: [String] = []
    for key in all.sorted() {
      let missing = Language.allCases.filter { !texts.has(key, in: $0) }.map(\.rawValue)
      if !missing.isEmpty { complaints.append("\(key): missing in \(missing.joined(separator: ", "))") }
      let braces = Set(Language.allCases.map { arguments(of: texts.text(key, in: $0)) })
      if braces.count > 1 { complaints.append("\(key): not the same arguments in every language") }
    }
    let named = try namedKeys(in: sources, prefix: prefix)
    for key in named.whole.sorted() where !all.contains(key) && !all.contains(where: { $0.hasPrefix(key + ".") }) {
      complaints.append("\(key): named in Swift, but there is no such text")
    }
    let tags = renderer.templates.sources.values.flatMap(\.tags).map(\.name).filter { $0.hasPrefix("t.") }.map { String($0.dropFirst(2)) }
    let used = named.whole.union(tags)
    for key in all.sorted() {
      let stem =
        key.hasSuffix(".one") || key.hasSuffix(".other") ? String(key.prefix { _ in true }.dropLast(key.hasSuffix(".one") ? 4 : 6)) : key
      let isUsed =
        used.contains(key) || used.contains(stem) || named.stems.contains { key.hasPrefix($0) } || used.contains { key.hasPrefix($0 + ".") }
      if !isUsed { complaints.append("\(key): never used") }
    }
    return complaints
  }

  private func arguments(of text: String) -> Set<String> { Set(text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) }) }

  /// String literals that look like text keys of the area: whole ones, and the stems of interpolated ones (`"spaces.kind.\(kind)"`).
  private func namedKeys(in folder: String, prefix: String) throws -> (whole: Set<String>, stems: Set<String>) {
    var whole: Set<String> = []
    var stems: Set<String> = []
    let root = URL(filePath: folder)
    guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return ([], []) }
    for case let file as URL in files where file.pathExtension == "swift" {
      let source = try String(contentsOf: file, encoding: .utf8)
      for match in source.matches(of: /"([a-z]+\.[A-Za-z0-9._\-]*)(\\\(|")/) where match.1.hasPrefix(prefix) {
        if match.2 == "\"" { whole.insert(String(match.1)) } else { stems.insert(String(match.1)) }
      }
    }
    let verbs = try auditVerbs(in: root, prefix: prefix)
    return (whole.subtracting(verbs), stems)
  }

  /// Audit verbs, permissions, jobs and lock names share the shape of text keys; those that are no texts are known by where they stand.
  private func auditVerbs(in root: URL, prefix: String) throws -> Set<String> {
    var verbs: Set<String> = []
    guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
    for case let file as URL in files where file.pathExtension == "swift" {
      let source = try String(contentsOf: file, encoding: .utf8)
      let places = /(?:note|Permission|JobKind|TimetableEntry|queue|lock)\(\s*"([a-z]+\.[A-Za-z0-9._\-]+)"/
      verbs.formUnion(source.matches(of: places).map { String($0.1) }.filter { $0.hasPrefix(prefix) })
    }
    return verbs
  }
}
