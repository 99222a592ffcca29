import Foundation

/// Certificates of a house of our own, made by Debian's openssl: an authority, a server called localhost, and one called elsewhere.example.
package struct TrialCertificates: Sendable {
  private let folder: URL

  package var authority: String { folder.appending(path: "authority.pem").path }
  package func certificate(_ name: String) -> String { folder.appending(path: "\(name).pem").path }
  package func key(_ name: String) -> String { folder.appending(path: "\(name).key").path }

  package static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "km0-certificates-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    try openssl(["req", "-x509", "-subj", "/CN=KM0 trial authority", "-keyout", key("authority"), "-out", authority] + curve)
    for name in ["localhost", "elsewhere.example"] {
      try openssl(
        [
          "req", "-x509", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-addext", "basicConstraints=critical,CA:FALSE",
          "-CA", authority, "-CAkey", key("authority"), "-keyout", key(name), "-out", certificate(name),
        ] + curve)
    }
  }

  package func remove() { try? FileManager.default.removeItem(at: folder) }

  private func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
