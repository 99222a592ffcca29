import Kernel
import Synchronization
import Web

/// Drawn parts of pages by what they depend on; the ones not asked for longest go first when there are too many bytes.
package final class BodyCache: Sendable {
  package struct Key: Hashable, Sendable {
    let view: String
    let level: Int?
    let day: Day
    let colour: PlanColour
    let sight: PlanSight
    let language: Language

    /// A small picture of a level, coloured by holder.
    package static func picture(of level: Int, on day: Day, _ sight: PlanSight, _ language: Language) -> Key {
      Key(view: "picture", level: level, day: day, colour: .holder, sight: sight, language: language)
    }
  }
  private struct Shelf {
    var bodies: [Key: (markup: KeptMarkup, used: UInt64)] = [:]
    var clock: UInt64 = 0
    var bytes = 0
  }
  private let shelf = Mutex(Shelf())
  private let limit: Int

  /// - Parameter limit: in bytes.
  package init(limit: Int) { self.limit = limit }

  package func markup(for key: Key, orDraw draw: () throws -> [UInt8]) rethrows -> KeptMarkup {
    let known = shelf.withLock { shelf -> KeptMarkup? in
      shelf.clock += 1
      shelf.bodies[key]?.used = shelf.clock
      return shelf.bodies[key]?.markup
    }
    if let known { return known }
    let drawn = KeptMarkup(try draw())
    shelf.withLock { shelf in
      if shelf.bodies[key] == nil { shelf.bytes += drawn.size }
      shelf.bodies[key] = (drawn, shelf.clock)
      if shelf.bytes > limit { evict(from: &shelf) }
    }
    return drawn
  }

  /// Makes room for a quarter, so that it is seldom done.
  private func evict(from shelf: inout Shelf) {
    for (key, body) in shelf.bodies.sorted(by: { $0.value.used < $1.value.used }) {
      if shelf.bytes <= limit * 3 / 4 { break }
      shelf.bytes -= body.markup.size
      shelf.bodies[key] = nil
    }
  }

  var count: Int { shelf.withLock { $0.bodies.count } }
}
