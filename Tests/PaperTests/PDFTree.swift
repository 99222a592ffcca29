import Foundation
import Trials

/// The objects of a PDF file, as qpdf's JSON tells them.
struct PDFTree {
  let bytes: [UInt8]
  private let objects: [String: Any]
  let trailer: [String: Any]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let answer = try Tool.run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", "{}", on: bytes)
    let json = try JSONSerialization.jsonObject(with: answer.output) as? [String: Any]
    let found = (json?["qpdf"] as? [Any])?.last as? [String: Any] ?? [:]
    objects = Dictionary(uniqueKeysWithValues: found.map { ($0.key.replacing("obj:", with: ""), $0.value) })
    trailer = (found["trailer"] as? [String: Any])?["value"] as? [String: Any] ?? [:]
  }

  /// What a reference leads to; anything else is itself. A stream is its dictionary, with `stream` added.
  func resolve(_ value: Any?) -> Any? {
    guard let name = value as? String, let object = objects[name] as? [String: Any] else { return value }
    if let stream = object["stream"] as? [String: Any], var dictionary = stream["dict"] as? [String: Any] {
      dictionary["stream"] = name
      return dictionary
    }
    return object["value"]
  }
  func dictionary(_ value: Any?) -> [String: Any]? { resolve(value) as? [String: Any] }
  func array(_ value: Any?) -> [Any] { resolve(value) as? [Any] ?? [] }

  var root: [String: Any] { dictionary(trailer["/Root"]) ?? [:] }
  var pages: [[String: Any]] { leaves(root["/Pages"]) }
  private func leaves(_ node: Any?) -> [[String: Any]] {
    guard let node = dictionary(node) else { return [] }
    return node["/Type"] as? String == "/Page" ? [node] : array(node["/Kids"]).flatMap { leaves($0) }
  }
  /// Every dictionary of the file, those inside others too.
  var dictionaries: [[String: Any]] { objects.keys.sorted().flatMap { inside(resolve($0)) } }
  private func inside(_ value: Any?) -> [[String: Any]] {
    if let dictionary = value as? [String: Any] { return [dictionary] + dictionary.values.flatMap { inside($0) } }
    if let array = value as? [Any] { return array.flatMap { inside($0) } }
    return []
  }
  func data(_ stream: [String: Any]?) throws -> [UInt8] {
    guard let name = stream?["stream"] as? String, let number = name.split(separator: " ").first else { return [] }
    return Array(try Tool.run("qpdf", "--show-object=\(number)", "--filtered-stream-data", "{}", on: bytes).output)
  }
  /// A text as JSON gives it, without the mark of its kind.
  static func text(_ value: Any?) -> String? {
    (value as? String).flatMap { $0.hasPrefix("u:") ? String($0.dropFirst(2)) : nil }
  }
}
