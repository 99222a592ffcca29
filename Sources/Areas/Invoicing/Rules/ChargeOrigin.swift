import Kernel

/// What makes good a charge that was asked for bears its origin and a number: `lease/…/2026-01-01/1` belongs to `lease/…/2026-01-01`.
package enum ChargeOrigin {
  /// nil of an origin that belongs to no other.
  package static func split(_ origin: String) -> (root: String, number: Int)? {
    guard let slash = origin.lastIndex(of: "/"), slash > origin.startIndex else { return nil }
    let last = origin[origin.index(after: slash)...]
    guard !last.isEmpty, last.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(last) else { return nil }
    return (String(origin[..<slash]), number)
  }
  /// What an origin belongs to: itself where it belongs to no other.
  package static func root(of origin: String) -> String { split(origin)?.root ?? origin }
}

extension Crediting {
  /// What differences in the customer's favour took of each of some lines, the oldest first: what they gave back is not given back again.
  package static func taken(of standing: [Money], by given: Money) -> [Money] {
    var rest = max(given, .zero)
    return standing.map { amount in
      let part = max(.zero, min(amount, rest))
      rest = rest - part
      return part
    }
  }
}
