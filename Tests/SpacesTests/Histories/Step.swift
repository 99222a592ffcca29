import Kernel
import Trials

@testable import Spaces

/// One thing that happens to a house, told without identities: holds, cells and organisations are counted in the order they came, around and
/// around. So the same step means the same on both engines, and still means something when steps before it are left out.
struct Step: Sendable, CustomStringConvertible {
  enum Deed: Sendable {
    case option(Terms, queue: Int?)
    case offer(Terms)
    case let_(Terms)
    case works(Terms)
    case firm(hold: Int, into: HoldKind, cells: [Int]?, expires: Int)
    case release(hold: Int)
    case transfer(hold: Int, to: Int, in: Int?)
    case extend(hold: Int, by: Int)
    case terms(hold: Int, rent: Int, queue: Int?)
    case end(hold: Int, in: Int)
    case slip(to: Int)
    case reach
    case merge([Int], in: Int)
    case split(cell: Int, in: Int)
    case redraw(cell: Int, in: Int, isGone: Bool)
    case link(Int, Int, joined: Bool)
    case leaseUntil(years: Int)
    case expire
  }
  /// What is asked of cells. Days are counted from today.
  struct Terms: Sendable {
    var organisation: Int
    var cells: [Int]
    /// So many of them, to be chosen later.
    var among: Int?
    var from: Int
    /// From the milestone, instead of from today.
    var hangs: Bool
    var length: Int?
    var expires: Int
    var rent: Int?
  }
  /// Days that pass before it.
  let pause: Int
  let deed: Deed

  var description: String { "+\(pause) d: \(deed)" }
}

extension Chance {
  mutating func history(of count: Int) -> [Step] { (0..<count).map { _ in Step(pause: once(in: 3) ? number(1...45) : 0, deed: deed()) } }

  private mutating func terms() -> Step.Terms {
    let first = number(0...11)
    var cells = Array(first..<first + number(1...3))
    // Now and then what does not hang together, or is named twice.
    if once(in: 8) { cells.append(number(0...12)) }
    let hangs = once(in: 3)
    return Step.Terms(
      organisation: number(0...5), cells: cells, among: once(in: 4) ? number(1...2) : nil, from: number(hangs ? -20...60 : -30...420),
      hangs: hangs, length: once(in: 2) ? number(20...900) : nil, expires: number(-2...260), rent: once(in: 2) ? number(0...900) : nil)
  }

  private mutating func deed() -> Step.Deed {
    let hold = number(0...40)
    switch number(1...40) {
    case 1...8: return .option(terms(), queue: once(in: 3) ? number(1...3) : nil)
    case 9, 10: return .offer(terms())
    case 11...15: return .let_(terms())
    case 16, 17: return .works(terms())
    case 18...21:
      let cells = once(in: 2) ? [number(0...11), number(0...11)] : nil
      return .firm(hold: hold, into: once(in: 3) ? .offer : .let, cells: cells, expires: number(1...90))
    case 22, 23: return .release(hold: hold)
    case 24, 25: return .transfer(hold: hold, to: number(0...5), in: once(in: 2) ? number(-30...300) : nil)
    case 26: return .extend(hold: hold, by: number(-10...200))
    case 27: return .terms(hold: hold, rent: number(0...900), queue: once(in: 3) ? number(1...3) : nil)
    case 28...30: return .end(hold: hold, in: number(-60...300))
    case 31, 32: return .slip(to: number(-60...300))
    case 33: return .reach
    case 34, 35:
      let first = number(0...12)
      return .merge(once(in: 4) ? [first, first + 1, first + 2] : [first, first + 1], in: number(-10...200))
    case 36: return .split(cell: number(0...14), in: number(-10...200))
    case 37: return .redraw(cell: number(0...14), in: number(0...200), isGone: once(in: 3))
    case 38: return .link(number(0...11), number(0...11), joined: once(in: 2))
    case 39: return .leaseUntil(years: number(1...9))
    default: return .expire
    }
  }
}
