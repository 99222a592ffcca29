/// Outlines in their own measure, y downwards, scaled to the width and height they may take.
package struct Drawing: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    package let x: Double
    package let y: Double
    package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }
  package struct Shape: Sendable, Hashable {
    package var points: [Point]
    package var fill: Colour?
    package var line: Colour?
    /// Points of the page.
    package var lineWidth: Double
    /// Written in the middle, left out where it does not fit.
    package var label: String

    package init(_ points: [Point], fill: Colour? = nil, line: Colour? = nil, lineWidth: Double = 0.5, label: String = "") {
      (self.points, self.fill, self.line, self.lineWidth, self.label) = (points, fill, line, lineWidth, label)
    }
  }
  /// The part that is shown; what lies outside is cut off.
  package struct Window: Sendable, Hashable {
    package let from: Point
    package let until: Point
    package init(from: Point, until: Point) { (self.from, self.until) = (from, until) }
  }
  package var shapes: [Shape]
  /// Millimetres it may be high at most.
  package var height: Double
  /// nil shows everything.
  package var window: Window?
  package var caption: Words

  package init(_ shapes: [Shape], height: Double, window: Window? = nil, caption: Words = "") {
    (self.shapes, self.height, self.window, self.caption) = (shapes, height, window, caption)
  }
}

/// Red, green and blue, as `0xA03A27`.
package struct Colour: Sendable, Hashable {
  let hex: UInt32
  package init(_ hex: UInt32) { self.hex = hex }

  var red: Double { Double(hex >> 16 & 0xFF) / 255 }
  var green: Double { Double(hex >> 8 & 0xFF) / 255 }
  var blue: Double { Double(hex & 0xFF) / 255 }

  package static let ink = Colour(0x1C2023)
  package static let muted = Colour(0x596066)
  package static let line = Colour(0xDCD9D3)
  package static let strongLine = Colour(0x8B8F92)
  package static let brick = Colour(0xA03A27)
  package static let brickTint = Colour(0xF3DCD6)
  package static let ground = Colour(0xF3F2EF)
}
