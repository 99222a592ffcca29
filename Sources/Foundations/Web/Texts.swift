import Foundation
import Kernel

/// The texts of the house in three languages, read from the `Texts` folders of Web and of every area: `spaces.fr.json` and so on.
/// A file is an object of keys to texts or of further objects; the keys are joined with points. `{name}` in a text takes an argument.
/// A text with forms is an object of `one` and `other`, chosen by the argument `count`.
package struct Texts: Sendable {
  private let byLanguage: [Language: [String: String]]

  package init(_ byLanguage: [Language: [String: String]]) { self.byLanguage = byLanguage }

  /// Reads `Texts/*.LANGUAGE.json` below each folder; throws every file that cannot be read and every key given twice.
  package static func load(from folders: [URL]) throws -> Texts {
    var all: [Language: [String: String]] = [:]
    var faults: [String] = []
    for folder in folders {
      for file in Templates.files(in: folder.appending(path: "Texts"), ending: "json") {
        let code = file.deletingPathExtension().pathExtension
        guard let language = Language(rawValue: code) else {
          faults.append("\(file.lastPathComponent): \(code) is no language of the house")
          continue
        }
        do {
          let branch = try JSONDecoder().decode(Branch.self, from: Data(contentsOf: file))
          for (key, text) in branch.flat {
            if all[language, default: [:]].updateValue(Typography.set(text, in: language), forKey: key) != nil {
              faults.append("\(file.lastPathComponent): \(key) is given twice")
            }
          }
        } catch {
          let fault = (try? Data(contentsOf: file)).flatMap { JSONFault(in: Array($0)) }
          faults.append(
            fault.map { "\(file.lastPathComponent):\($0.line):\($0.column): no JSON" } ?? "\(file.lastPathComponent): \(error)")
        }
      }
    }
    if !faults.isEmpty { throw PageFaults(faults: faults) }
    return Texts(all)
  }

  /// An area's own, for letters and documents that are written where no visit is: by a run, or by the timetable.
  package static func own(_ bundle: Bundle) -> Texts {
    (try? load(from: [bundle.resourceURL ?? bundle.bundleURL])) ?? Texts([:])
  }

  /// The text; the key itself when there is none, which the checks do not let happen. Days and amounts that come as rules write them
  /// (`2029-05-03`, `6.88`) are said as the language says them, and so are numbers where the name says that they count something.
  package func text(_ key: String, in language: Language, _ arguments: [String: String] = [:]) -> String {
    let all = byLanguage[language] ?? [:]
    var found = all[key]
    if found == nil, let count = arguments["count"] {
      found = all[key + (count == "1" || (count == "0" && language == .french) ? ".one" : ".other")]
    }
    guard let text = found else { return key }
    return arguments.isEmpty ? text : Texts.fill(text, with: arguments, Format(language))
  }
  package func has(_ key: String, in language: Language) -> Bool { byLanguage[language]?[key] != nil }
  package func keys(in language: Language) -> Set<String> { Set((byLanguage[language] ?? [:]).keys) }
  func all(in language: Language) -> [String: String] { byLanguage[language] ?? [:] }

  /// In one pass, so that braces inside an argument stay what they are.
  private static func fill(_ text: String, with arguments: [String: String], _ format: Format) -> String {
    let bytes = text.utf8
    var filled = ""
    var (written, place) = (bytes.startIndex, bytes.startIndex)
    while let open = bytes[place...].firstIndex(of: UInt8(ascii: "{")) {
      place = bytes.index(after: open)
      guard let close = bytes[place...].firstIndex(of: UInt8(ascii: "}")) else { continue }
      let name = String(text[place..<close])
      guard let value = arguments[name] else { continue }
      filled += text[written..<open]
      switch name {
      // How many there are or may be: what else begins with a digit may be a year, a number in a register, the code of a cell.
      case "count", "high", "limit", "low", "most": filled += format.counted(value)
      default: filled += format.said(value)
      }
      place = bytes.index(after: close)
      written = place
    }
    return filled + text[written...]
  }
}

/// A text, or an object of further ones.
private enum Branch: Decodable {
  case text(String)
  case branches([String: Branch])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .branches(try container.decode([String: Branch].self))
    }
  }

  var flat: [(String, String)] {
    switch self {
    case .text(let text): [("", text)]
    case .branches(let branches):
      branches.flatMap { name, branch in branch.flat.map { ($0.0.isEmpty ? name : "\(name).\($0.0)", $0.1) } }
    }
  }
}
