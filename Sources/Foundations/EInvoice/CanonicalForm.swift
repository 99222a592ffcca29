import Foundation
import Kernel

/// The one way in which an invoice is kept and digested: JSON with its keys in order, whole numbers and texts only, no absent values. Who
/// freezes an invoice stores these bytes and computes the digest over them; what is added to the type later must be optional, so that old
/// bytes keep their meaning.
extension SemanticInvoice {
  package func canonical() throws -> String { String(decoding: try JSON.bytes(of: self), as: UTF8.self) }
  package init(canonical: String) throws { self = try JSONDecoder().decode(SemanticInvoice.self, from: Data(canonical.utf8)) }
}
