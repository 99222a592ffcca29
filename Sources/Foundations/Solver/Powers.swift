// The exponential and the power of a base, from the standard library's own arithmetic: the same digits on every machine, so that a seed gives one result.

/// e to `x`, for `x` up to 0, to about twelve digits.
@inline(__always) func exponential(_ x: Double) -> Double {
  if x < -700 { return 0 }
  let halvings = (x / 0.693_147_180_559_945_3).rounded()
  let rest = x - halvings * 0.693_147_180_559_945_3
  var term = 1.0
  var sum = 1.0
  for count in 1...13 {
    term *= rest / Double(count)
    sum += term
  }
  return Double(sign: .plus, exponent: Int(halvings), significand: sum)
}

/// The natural logarithm of a positive number.
func logarithm(_ x: Double) -> Double {
  let exponent = Double(x.exponent)
  let ratio = (x.significand - 1) / (x.significand + 1)
  var (power, sum) = (ratio, 0.0)
  for count in stride(from: 1, through: 61, by: 2) {
    sum += power / Double(count)
    power *= ratio * ratio
  }
  return 2 * sum + exponent * 0.693_147_180_559_945_3
}

/// `base` to `exponent`, for a base up to 1 and an exponent from 0 on.
func power(_ base: Double, _ exponent: Double) -> Double { exponential(logarithm(base) * exponent) }
