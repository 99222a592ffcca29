import Foundation

/// One kept-alive connection to this machine, as small as HTTP allows: the measuring must cost less than what is measured.
final class LoadConnection {
  private let socket: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

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

  /// Asks and reads the whole answer, which has to tell its length.
  func get(_ path: String) throws -> (status: Int, bytes: Int) {
    let request = Array("GET \(path) HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\n\r\n".utf8)
    guard write(socket, request, request.count) == request.count else { throw BenchmarkFault(description: "The connection was cut.") }
    var filled = 0
    var total: Int?
    var status = 0
    while total.map({ filled < $0 }) ?? true {
      let got = buffer.withUnsafeMutableBytes { Foundation.read(socket, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
      guard got > 0 else { throw BenchmarkFault(description: "The answer to \(path) was cut.") }
      filled += got
      if total == nil, let head = headLength(filled) {
        let lines = String(decoding: buffer[..<head], as: UTF8.self).lowercased().split(separator: "\r\n")
        status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        total = head + length
        if head + length > buffer.count { buffer += [UInt8](repeating: 0, count: head + length - buffer.count) }
      }
    }
    return (status, filled)
  }

  /// Up to and with the empty line.
  private func headLength(_ filled: Int) -> Int? {
    guard filled >= 4 else { return nil }
    for end in 4...filled where buffer[end - 1] == 10 && buffer[end - 2] == 13 && buffer[end - 3] == 10 { return end }
    return nil
  }
}
