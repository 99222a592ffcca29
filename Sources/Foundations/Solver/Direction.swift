/// Which way prices go, by module and month: averaged over the rounds, towards what is used too much and away from what is not used.
struct Direction {
  private var slopes: [Double]

  init(count: Int) { slopes = Array(repeating: 0, count: count) }

  mutating func clear() { for index in slopes.indices { slopes[index] = 0 } }
  mutating func clear(_ place: Int) { slopes[place] = 0 }

  /// Turns towards what this round has used, by the share `turn`, and says the square of its length. A price that is 0 does not fall, and one
  /// whose `open` is 0 instead of 1 stays.
  mutating func turn(_ turn: Double, towards used: [Double], from price: [Double], open: [Double])
    -> Double
  {
    slopes.withUnsafeMutableBufferPointer { slopes in
      used.withUnsafeBufferPointer { used in
        price.withUnsafeBufferPointer { price in
          open.withUnsafeBufferPointer { open in
            var square = 0.0
            for index in slopes.indices {
              let slope = open[index] * (turn * (used[index] - 1) + (1 - turn) * slopes[index])
              let kept = price[index] <= 0 && slope < 0 ? 0 : slope
              slopes[index] = kept
              square += kept * kept
            }
            return square
          }
        }
      }
    }
  }

  /// Moves the prices by so much of it; none falls below 0.
  func move(_ price: inout [Double], by length: Double) {
    price.withUnsafeMutableBufferPointer { price in
      slopes.withUnsafeBufferPointer { slopes in
        for index in price.indices { price[index] = max(0, price[index] + length * slopes[index]) }
      }
    }
  }
}
