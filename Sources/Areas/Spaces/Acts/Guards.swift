import Kernel
import Store

extension Transaction {
  /// Refuses when a change of the plan would leave a standing hold with cells that are no longer connected.
  borrowing func refuseTornSpaces(at now: Instant) throws {
    let lines = try standingHoldLines(on: HouseTime.mulhouse.day(of: now)).filter { $0.cells.count > 1 }
    let cells = try cells(Array(Set(lines.flatMap { $0.cells.map(\.id) })))
    let neighbours = try neighbours(of: cells)
    let torn = lines.filter { !neighbours.isConnected($0.cells.map(\.id)) }
    var problems = torn.map {
      Problem("spaces.problem.spaceTorn", ["holder": $0.organisation ?? "", "cells": $0.codes.joined(separator: ", ")])
    }
    if case .short(let shortage) = try poolVerdict(), shortage.isApart {
      let codes = Dictionary(uniqueKeysWithValues: try self.cells(shortage.cells).map { ($0.id, $0.code) })
      problems.append(shortage.problem(codes: codes, field: nil))
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
  }

  /// Refuses when something standing that does not hang on a milestone would begin before the level opens.
  borrowing func refuseEarlyHolds(on level: ID<Level>, at now: Instant) throws {
    guard let opening = try openings()[level] else { return }
    let early = try standingHoldLines(on: HouseTime.mulhouse.day(of: now)).filter { line in
      line.hold.milestone == nil && line.hold.span.from < opening && line.named.contains { $0.level == level }
    }
    if early.isEmpty { return }
    throw Refusal(
      .conflict,
      early.map {
        Problem(
          "spaces.problem.holdBeforeOpening",
          $0.told(["day": opening.description]))
      })
  }

  /// Refuses when something standing would lie past the last head lease of the building.
  borrowing func refuseHoldsPastHeadLease(of building: ID<Building>, at now: Instant) throws {
    guard let limit = try headLeases(of: building).compactMap(\.span.until).max() else { return }
    let levels = Set(try levels(of: building).map(\.id))
    let past = try standingHoldLines(on: HouseTime.mulhouse.day(of: now)).filter { line in
      let isPast = line.hold.span.from >= limit || (line.hold.span.until.map { $0 > limit } ?? false)
      return isPast && line.named.contains { levels.contains($0.level) }
    }
    if past.isEmpty { return }
    throw Refusal(
      .conflict,
      past.map {
        Problem(
          "spaces.problem.holdPastHeadLease",
          $0.told(["day": limit.description]))
      })
  }

  /// Who is beside whom among these cells alone.
  borrowing func neighbours(of cells: [Cell]) throws -> Neighbours {
    let walls = try wallRules()
    let links = try links(among: cells.map(\.id)).map { LinkedPair(first: $0.first, second: $0.second, joined: $0.isJoined) }
    return Neighbours(
      cells: cells.map { (id: $0.id, level: $0.level, outline: $0.outline) },
      walls: { walls[$0] ?? WallRule(sharedWall: 1000, wallGap: 0) }, links: links)
  }
  /// Who is beside whom in a building, on any day.
  package borrowing func neighbours(in building: ID<Building>) throws -> Neighbours { try neighbours(of: cells(in: building)) }
  /// Who is beside whom in the whole house on that day.
  package borrowing func neighbours(on day: Day) throws -> Neighbours { try neighbours(of: cells(on: day)) }

  borrowing func wallRules() throws -> [ID<Level>: WallRule] {
    let found = try rows("SELECT l.id, b.shared_wall, b.wall_gap FROM levels l JOIN buildings b ON b.id = l.building")
    return Dictionary(
      uniqueKeysWithValues: try found.map {
        (try $0.get("id"), WallRule(sharedWall: try $0.get("shared_wall"), wallGap: try $0.get("wall_gap")))
      })
  }
}
