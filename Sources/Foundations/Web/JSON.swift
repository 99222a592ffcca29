import Foundation
import Kernel

/// JSON as the house writes it: sorted keys, slashes as they are.
package enum JSON {
  package static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}
