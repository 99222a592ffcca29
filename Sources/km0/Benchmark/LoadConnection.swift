import Foundation

/// What is asked, and who asks.
struct LoadRequest: Sendable {
  var method = "GET"
  let path: String
  var headers: [String: String] = ["accept-encoding": "gzip"]
  var body = ""

  fileprivate var bytes: [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nhost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if method != "GET" { head += "content-length: \(body.utf8.count)\r\n" }
    return Array((head + "\r\n" + body).utf8)
  }
}

/// One kept-alive connection to this machine, as small as HTTP allows: the measuring must cost less than what is measured.
final class LoadConnection {
  private let socket: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var answered = (head: 0, total: 0)

  init(port: Int) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Foundation.connect(socket, $0, size) }
    }
    guard connected == 0 else {
      close(socket)
      throw BenchmarkFault(description: "The house does not answer on port \(port).")
    }
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(socket) }

  /// Of the last answer.
  var head: String { String(decoding: buffer[..<answered.head], as: UTF8.self) }
  var body: String { String(decoding: buffer[answered.head..<answered.total], as: UTF8.self) }

  /// Asks and reads the whole answer, which has to tell its length; its status.
  @discardableResult
  func ask(_ request: LoadRequest) throws -> Int {
    let bytes = request.bytes
    guard write(socket, bytes, bytes.count) == bytes.count else { throw BenchmarkFault(description: "The connection was cut.") }
    var filled = 0
    answered = (0, 0)
    while answered.head == 0 || filled < answered.total {
      let got = buffer.withUnsafeMutableBytes { Foundation.read(socket, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
      guard got > 0 else { throw BenchmarkFault(description: "The answer to \(request.path) was cut.") }
      filled += got
      if answered.head == 0, let head = headLength(filled) {
        answered = (head, head + contentLength(head))
        if answered.total > buffer.count { buffer += [UInt8](repeating: 0, count: answered.total - buffer.count) }
      }
    }
    return buffer[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  private static let lengthName = Array("content-length:".utf8)

  private func contentLength(_ head: Int) -> Int {
    for line in buffer[..<head].split(separator: 10) {
      let name = line.prefix(LoadConnection.lengthName.count).map { $0 | 0x20 }
      if name.elementsEqual(LoadConnection.lengthName.map { $0 | 0x20 }) {
        return line.dropFirst(name.count).filter { (48...57).contains($0) }.reduce(0) { $0 * 10 + Int($1) - 48 }
      }
    }
    return 0
  }

  /// Up to and with the empty line.
  private func headLength(_ filled: Int) -> Int? {
    guard filled >= 4 else { return nil }
    for end in 4...filled where buffer[end - 1] == 10 && buffer[end - 2] == 13 && buffer[end - 3] == 10 { return end }
    return nil
  }
}
