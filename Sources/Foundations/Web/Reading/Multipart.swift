import Kernel

/// A `multipart/form-data` body: its fields, and its files apart.
struct Multipart {
  private(set) var input = Input([String: [String]]())
  private(set) var files: [UploadedFile] = []

  /// Throws `Stop` when the body does not have the shape its boundary promises.
  init(_ body: [UInt8], boundary: String) throws {
    let mark = Array("--\(boundary)".utf8)
    guard (1...200).contains(boundary.utf8.count), body.starts(with: mark) else { throw Stop.bad("multipart without its boundary") }
    let delimiter = [13, 10] + mark
    var position = mark.count
    var count = 0
    while true {
      if body[position...].starts(with: Array("--".utf8)) { return }
      guard body[position...].starts(with: [13, 10]) else { throw Stop.bad("multipart broken after boundary") }
      position += 2
      guard let head = Multipart.find([13, 10, 13, 10], in: body, from: position), head - position < 4096,
        let end = Multipart.find(delimiter, in: body, from: head + 2)
      else { throw Stop.bad("multipart ends too early") }
      count += 1
      guard count <= 2000 else { throw Stop.bad("too many parts") }
      try add(headers: body[position..<head], content: head + 4 <= end ? body[(head + 4)..<end] : [])
      position = end + delimiter.count
    }
  }

  private mutating func add(headers: ArraySlice<UInt8>, content: ArraySlice<UInt8>) throws {
    guard let head = String(validating: headers, as: UTF8.self) else { throw Stop.bad("part headers are no UTF-8") }
    var disposition = ""
    var type = "application/octet-stream"
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = String(parts[1].drop { $0 == " " })
      switch parts[0].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": type = value
      default: break
      }
    }
    guard let name = Multipart.parameter("name", of: disposition), name.utf8.count <= 200 else { throw Stop.bad("part without a name") }
    if let file = Multipart.parameter("filename", of: disposition) {
      // A file field left empty comes as a nameless file of no bytes.
      if file.isEmpty && content.isEmpty { return }
      let last = file.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
      files.append(UploadedFile(field: name, name: last, type: type, bytes: Array(content)))
    } else {
      guard let value = String(validating: content, as: UTF8.self) else { throw Stop.bad("field is no UTF-8") }
      input.fields[name, default: []].append(value)
    }
  }

  private static func find(_ wanted: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    guard let first = wanted.first, body.count >= wanted.count else { return nil }
    var position = start
    while position <= body.count - wanted.count {
      guard let next = body[position...].firstIndex(of: first), next <= body.count - wanted.count else { return nil }
      if body[next...].starts(with: wanted) { return next }
      position = next + 1
    }
    return nil
  }

  /// `name="…"` with the escapes browsers write; also the boundary of a content type.
  static func parameter(_ name: String, of header: String) -> String? {
    var rest = Substring(header)
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let found = rest[..<equals].lowercased()
      rest = rest[rest.index(after: equals)...]
      let value: Substring
      if rest.first == "\"" {
        rest = rest.dropFirst()
        guard let quote = rest.firstIndex(of: "\"") else { return nil }
        value = rest[..<quote]
        rest = rest[quote...].dropFirst()
      } else {
        value = rest.prefix { $0 != ";" && $0 != " " }
        rest = rest[value.endIndex...]
      }
      if found == name { return String(value).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "") }
    }
    return nil
  }
}
