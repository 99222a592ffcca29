import Kernel

/// Posts, walls, doors, stairs, lifts and voids, as an architect's plan shows them.
enum FeatureDrawing {
  static func draw(_ feature: LevelGeometry.Feature, into markup: inout Markup) {
    switch feature.kind {
    case "post": post(feature.outline, into: &markup)
    case "opening": door(feature.outline, into: &markup)
    case "entrance": entrance(feature.outline, into: &markup)
    case "stairs": stairs(feature.outline, into: &markup)
    case "lift": crossed(feature.outline, "lift", into: &markup)
    case "void": crossed(feature.outline, "void", into: &markup)
    default: outlined(feature.outline, "wall", into: &markup)
    }
  }

  private static func outlined(_ polygon: Polygon, _ css: String, into markup: inout Markup) {
    markup.raw("<path")
    markup.attribute("class", css)
    markup.raw(" d=\"")
    let path = LevelGeometry.path(polygon)
    if polygon.ring.count < 3 { markup.add(LevelGeometry.line(polygon.ring)) } else { markup.add(path) }
    markup.raw("\"/>")
  }

  private static func post(_ polygon: Polygon, into markup: inout Markup) {
    let (low, high) = polygon.bounds
    markup.raw("<circle class=\"post\"")
    markup.attribute("cx", (low.x + high.x) / 20)
    markup.attribute("cy", (low.y + high.y) / 20)
    markup.attribute("r", max(10, (high.x - low.x) / 20))
    markup.raw("/>")
  }

  /// A gap in the wall, with the swing of the leaf when it is a single door.
  private static func door(_ polygon: Polygon, into markup: inout Markup) {
    guard let first = polygon.ring.first, let last = polygon.ring.dropFirst().first, first != last else { return }
    let (from, to) = (Point(first.x / 10, first.y / 10), Point(last.x / 10, last.y / 10))
    markup.raw("<path class=\"gap\" d=\"")
    markup.add(LevelGeometry.line([first, last]))
    markup.raw("\"/>")
    let (x, y) = (to.x - from.x, to.y - from.y)
    let reach = x * x + y * y
    guard reach > 0, reach <= 130 * 130 else { return }
    // The leaf stands open at a right angle to the wall; a quarter of a circle says where it swings.
    let open = Point(from.x - y, from.y + x)
    markup.raw("<path class=\"leaf\" d=\"M")
    markup.add(from.x)
    markup.raw(" ")
    markup.add(from.y)
    markup.raw("L")
    markup.add(open.x)
    markup.raw(" ")
    markup.add(open.y)
    markup.raw("A")
    var radius: Int64 = 1
    while radius * radius < reach { radius += 1 }
    markup.add(radius)
    markup.raw(" ")
    markup.add(radius)
    markup.raw(" 0 0 0 ")
    markup.add(to.x)
    markup.raw(" ")
    markup.add(to.y)
    markup.raw("\"/>")
  }

  private static func entrance(_ polygon: Polygon, into markup: inout Markup) {
    guard !polygon.ring.isEmpty else { return }
    let (low, high) = polygon.bounds
    let (x, y) = ((low.x + high.x) / 20, (low.y + high.y) / 20)
    markup.raw("<path class=\"entrance\" d=\"M")
    markup.add(x - 50)
    markup.raw(" ")
    markup.add(y + 70)
    markup.raw("h100L")
    markup.add(x)
    markup.raw(" ")
    markup.add(y)
    markup.raw("Z\"/>")
  }

  private static func crossed(_ polygon: Polygon, _ css: String, into markup: inout Markup) {
    outlined(polygon, css, into: &markup)
    let (low, high) = polygon.bounds
    outlined(Polygon(known: [low, high]), css, into: &markup)
    outlined(Polygon(known: [Point(low.x, high.y), Point(high.x, low.y)]), css, into: &markup)
  }

  /// Treads every 28 cm across the longer side.
  private static func stairs(_ polygon: Polygon, into markup: inout Markup) {
    outlined(polygon, "stairs", into: &markup)
    let (low, high) = polygon.bounds
    let isWide = high.x - low.x >= high.y - low.y
    markup.raw("<path class=\"stairs\" d=\"")
    for place in stride(from: (isWide ? low.x : low.y) + 280, to: isWide ? high.x : high.y, by: 280) {
      markup.raw("M")
      markup.add((isWide ? place : low.x) / 10)
      markup.raw(" ")
      markup.add((isWide ? low.y : place) / 10)
      markup.raw(isWide ? "V" : "H")
      markup.add((isWide ? high.y : high.x) / 10)
    }
    markup.raw("\"/>")
  }
}
