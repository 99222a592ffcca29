import Archive
import Foundation

/// Style, scripts and pictures of Web and of the areas, held in memory and served below one common hash, so that modules can import
/// each other by relative names and still be kept forever.
package struct Assets: Sendable {
  package struct File: Sendable {
    package let type: String
    package let bytes: [UInt8]
    /// Nil when it would not be smaller.
    package let gzipped: [UInt8]?
  }
  /// By file name.
  package let files: [String: File]
  /// 16 hexadecimal digits over all names and contents.
  package let hash: String
  package let names: AssetNames

  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon", "woff2": "font/woff2", "json": "application/json",
    "txt": "text/plain; charset=utf-8",
  ]

  /// Reads the `Assets` folder of each; throws double names and endings without a known type.
  package init(from folders: [URL]) throws {
    var files: [String: File] = [:]
    var faults: [String] = []
    var hash = Fingerprint()
    for folder in folders {
      for file in Templates.files(in: folder.appending(path: "Assets"), ending: nil) {
        let name = file.lastPathComponent
        guard let type = Assets.types[file.pathExtension] else {
          faults.append("Assets/\(name): no type is known for it")
          continue
        }
        let bytes = Array(try Data(contentsOf: file))
        hash.add(Array(name.utf8))
        hash.add(bytes)
        let gzipped = Compression.pays(for: type, count: bytes.count) ? Gzip.compress(bytes, level: 9) : nil
        if files.updateValue(File(type: type, bytes: bytes, gzipped: gzipped), forKey: name) != nil {
          faults.append("Assets/\(name): another area has an asset of that name")
        }
      }
    }
    if !faults.isEmpty { throw PageFaults(faults: faults) }
    (self.files, self.hash) = (files, hash.text)
    let paths = files.keys.map { ($0.replacing(".", with: "_").replacing("-", with: "_"), "/assets/\(hash.text)/\($0)") }
    names = AssetNames(paths: Dictionary(paths, uniquingKeysWith: { first, _ in first }))
  }
}

/// `{{asset.house_css}}` is the address of `house.css`: points and dashes of the file name are written as underscores.
package struct AssetNames: Sendable {
  private let paths: [String: String]
  init(paths: [String: String]) { self.paths = paths }
  package func path(of name: String) -> String? { paths[name] }
}

/// FNV-1a over 64 bits: tells contents apart for caches, and nothing more.
struct Fingerprint {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = (state ^ 0xFF) &* 0x100_0000_01b3
  }
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
