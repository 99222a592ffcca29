import CLibExpat

/// Reads a document from hostile hands piece by piece, through expat. Document types are refused, so that there are no entities to expand
/// and nothing to fetch; depth and lengths have limits.
final class XMLStream {
  struct Limits {
    var bytes = 64_000_000
    var depth = 40
    var text = 20_000
    /// Elements of one piece.
    var nodes = 2_000_000
  }

  private let limits: Limits
  private let namespaces: (String) -> Bool
  /// Whether the element at this path becomes a piece; `take` is handed it when it ends.
  private let isPiece: ([String]) -> Bool
  private let take: ([String], XMLNode) throws -> Void
  private let parser: XML_Parser
  private var path: [String] = []
  private var open: [XMLNode] = []
  private var nodes = 0
  private var failure: (any Error)?

  /// - Parameter namespaces: whether elements of this namespace are read at all.
  init(
    limits: Limits = Limits(), namespaces: @escaping (String) -> Bool, isPiece: @escaping ([String]) -> Bool,
    take: @escaping ([String], XMLNode) throws -> Void
  ) {
    (self.limits, self.namespaces, self.isPiece, self.take) = (limits, namespaces, isPiece, take)
    // Names come as `namespace`, a line break, `name`.
    guard let parser = XML_ParserCreateNS(nil, 10) else { fatalError("no memory for a parser") }
    self.parser = parser
  }
  deinit { XML_ParserFree(parser) }

  func read(_ bytes: [UInt8]) throws {
    if bytes.count > limits.bytes { throw StatementFault(.large, line: 1, detail: String(limits.bytes)) }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetStartElementHandler(parser) { user, name, attributes in XMLStream.from(user)?.begins(name, attributes) }
    XML_SetEndElementHandler(parser) { user, _ in XMLStream.from(user)?.ends() }
    XML_SetCharacterDataHandler(parser) { user, bytes, count in XMLStream.from(user)?.says(bytes, Int(count)) }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in XMLStream.from(user)?.stop(.hostile, "DOCTYPE") }
    var position = 0
    repeat {
      let count = min(bytes.count - position, 1 << 16)
      let isLast = position + count == bytes.count
      let status = bytes[position..<position + count].withUnsafeBytes { piece in
        XML_Parse(parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count), isLast ? 1 : 0)
      }
      if let failure { throw failure }
      if status != XML_STATUS_OK { throw StatementFault(.notXML, line: line) }
      position += count
    } while position < bytes.count
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> XMLStream? {
    user.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  private var line: Int { max(1, Int(XML_GetCurrentLineNumber(parser))) }

  private func stop(_ code: StatementFault.Code, _ detail: String) { stop(StatementFault(code, line: line, detail: detail)) }
  private func stop(_ error: any Error) {
    if failure == nil { failure = error }
    XML_StopParser(parser, 0)
  }

  private func begins(_ qualified: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard failure == nil, let qualified else { return }
    let parts = String(cString: qualified).split(separator: "\n", maxSplits: 1).map(String.init)
    guard parts.count == 2, namespaces(parts[0]), let name = parts.last else {
      return stop(.notStatement, parts.first ?? "")
    }
    path.append(name)
    if path.count > limits.depth { return stop(.hostile, "depth") }
    guard !open.isEmpty || isPiece(path) else { return }
    nodes = open.isEmpty ? 1 : nodes + 1
    if nodes > limits.nodes { return stop(.large, String(limits.nodes)) }
    var node = XMLNode(name, line: line)
    var place = 0
    while let key = attributes?[place], let value = attributes?[place + 1] {
      node.attributes[String(cString: key)] = String(cString: value)
      place += 2
    }
    open.append(node)
  }

  private func says(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard failure == nil, let bytes, !open.isEmpty else { return }
    let text = UnsafeRawBufferPointer(start: bytes, count: count)
    open[open.count - 1].text += String(decoding: text, as: UTF8.self)
    if open[open.count - 1].text.utf8.count > limits.text { stop(.hostile, "text") }
  }

  private func ends() {
    guard failure == nil else { return }
    if let node = open.popLast() {
      if open.isEmpty {
        do { try take(path, node) } catch { stop(error) }
      } else {
        open[open.count - 1].children.append(node)
      }
    }
    path.removeLast()
  }
}
