import Kernel

extension PlanDrawing {
  /// What tells a state apart without colour.
  static func pattern(of fact: CellFact) -> StaticString? {
    switch fact.state {
    case .let, .free, .unlettable: nil
    case .option: "p-option"
    case .offer: "p-offer"
    case .works: "p-works"
    case .unopened: fact.next == nil ? "p-unopened" : "p-promised"
    }
  }

  /// The hatchings, in centimetres of the plan. Once a page.
  static func patterns(into markup: inout Markup) {
    markup.raw(
      """
      <defs>\
      <pattern id="p-option" width="36" height="36" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="pat" d="M0 0V36"/></pattern>\
      <pattern id="p-offer" width="34" height="34" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="pat" d="M0 0V34M0 0H34"/></pattern>\
      <pattern id="p-works" width="44" height="30" patternUnits="userSpaceOnUse"><path class="pat" d="M0 0H44M11 0V15M0 15H44M33 15V30"/></pattern>\
      <pattern id="p-unopened" width="40" height="40" patternUnits="userSpaceOnUse"><circle class="dot" cx="10" cy="10" r="3.5"/><circle class="dot" cx="30" cy="30" r="3.5"/></pattern>\
      <pattern id="p-promised" width="30" height="30" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path class="pat pat-thin" d="M0 0V30"/></pattern>\
      </defs>
      """)
  }

  /// The hatchings out of sight, for a page of pictures, which only name them.
  static var hatching: String {
    var markup = Markup(capacity: 2048)
    markup.raw("<svg class=\"plan-patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\">")
    patterns(into: &markup)
    markup.raw("</svg>")
    return markup.text
  }

  /// Ten metres and the north, below the drawing.
  static func scale(_ geometry: LevelGeometry, bearing: Int64, into markup: inout Markup) {
    let (x, y) = (geometry.left + LevelGeometry.margin, geometry.top + geometry.height - 70)
    markup.raw("<g class=\"signs\" aria-hidden=\"true\"><path class=\"scale\" d=\"M")
    markup.add(x)
    markup.raw(" ")
    markup.add(y - 14)
    markup.raw("v28h1000v-28m-500 0v28\"/><path class=\"scale-half\" d=\"M")
    markup.add(x)
    markup.raw(" ")
    markup.add(y)
    markup.raw("h500v14h-500z\"/><text font-size=\"64\"")
    markup.attribute("x", x + 1030)
    markup.attribute("y", y + 24)
    markup.raw(">10 m</text><g transform=\"translate(")
    markup.add(geometry.left + geometry.width - 160)
    markup.raw(" ")
    markup.add(y - 10)
    // The x axis is turned clockwise from east by the bearing, so the north stands as much to the other side of upwards.
    markup.raw(") rotate(")
    markup.add(-bearing / 1000)
    markup.raw(
      ")\"><path class=\"north\" d=\"M0 -70L34 60L0 34Z\"/><path class=\"north-half\" d=\"M0 -70L-34 60L0 34Z\"/></g><text class=\"north-name\" font-size=\"58\""
    )
    markup.attribute("x", geometry.left + geometry.width - 90)
    markup.attribute("y", y + 24)
    markup.raw(">N</text></g>")
  }

  /// A small sample of a state or colour, for legends.
  static func swatch(_ css: String, pattern: StaticString?, into markup: inout Markup) {
    markup.raw("<svg class=\"swatch\" viewBox=\"0 0 120 80\" aria-hidden=\"true\"><g")
    markup.attribute("class", css)
    markup.raw("><path d=\"M4 4H116V76H4Z\"/>")
    if let pattern {
      markup.raw("<path class=\"over\" fill=\"url(#")
      markup.raw(pattern)
      markup.raw(")\" d=\"M4 4H116V76H4Z\"/>")
    }
    markup.raw("</g></svg>")
  }

  /// Every legend of states: what each looks like.
  static func look(of state: CellState) -> (css: String, pattern: StaticString?) {
    let css = "c s-\(state.rawValue)"
    switch state {
    case .let, .free, .unlettable: return (css, nil)
    case .option: return (css, "p-option")
    case .offer: return (css, "p-offer")
    case .works: return (css, "p-works")
    case .unopened: return (css, "p-unopened")
    }
  }
}
