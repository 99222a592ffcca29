import Kernel

/// Amounts as bank messages write them: `1234.50`.
enum Euros {
  static let least = Money(cents: 1)
  static let most = Money(cents: 999_999_999_99)

  static func text(_ amount: Money) -> String {
    let cents = amount.cents.magnitude
    let rest = cents % 100
    return (amount.cents < 0 ? "-" : "") + "\(cents / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  /// nil when it is no amount, has more than two decimals that are not zero, or is too large to count.
  static func read(_ text: some StringProtocol) -> Money? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, (1...15).contains(whole.utf8.count),
      whole.utf8.allSatisfy({ (48...57).contains($0) }), let units = Int64(whole)
    else { return nil }
    if parts.count == 1 { return Money(cents: units * 100) }
    let decimals = Array(parts[1].utf8)
    guard !decimals.isEmpty, decimals.allSatisfy({ (48...57).contains($0) }), decimals.dropFirst(2).allSatisfy({ $0 == 48 }) else {
      return nil
    }
    let tens = Int64(decimals[0] - 48) * 10
    return Money(cents: units * 100 + tens + (decimals.count > 1 ? Int64(decimals[1] - 48) : 0))
  }
}
