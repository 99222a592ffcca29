/// What is known of the months to come: cells that open and close, and those who were promised some.
extension FutureRun {
  /// Before anything of chance, so that it comes first in its month: what opens, what closes, then who was promised cells.
  mutating func queueKnown() {
    let closings = (model.closings ?? []).enumerated().filter { $1.until > 0 && model.rows.indices.contains($1.run.row) }
    for (number, closing) in closings where closing.from <= 0 { close(number, at: 0) }
    for (number, closing) in closings { queue.add(Double(closing.until), .reopening(number)) }
    for (number, closing) in closings where closing.from > 0 { queue.add(Double(closing.from), .closing(number)) }
    for (number, promise) in (model.promises ?? []).enumerated() where promise.month > 0 {
      queue.add(Double(promise.month), .promise(number))
    }
  }

  /// A stay that ends with a lease whose end was agreed, unless that one goes on.
  mutating func agreed(_ stay: Double, from time: Double = 0, until end: Int?) -> Double {
    guard let end, (model.renewal ?? 100) < 100, chance.below(100) >= model.renewal ?? 100 else { return stay }
    return max(0, min(stay, Double(end) - time))
  }

  mutating func close(_ number: Int, at time: Double) {
    guard let closing = model.closings?[number] else { return }
    let place = place(of: closing.run)
    (closed, free) = (closed + closing.run.cells, free - closing.run.cells)
    if !model.isAdjacent { return }
    let moving = vacate([place], at: time)
    ground.close(place)
    rehouse(moving, at: time)
  }
  mutating func reopen(_ number: Int, at time: Double) {
    guard let closing = model.closings?[number] else { return }
    (closed, free) = (closed - closing.run.cells, free + closing.run.cells)
    ground.reopen(place(of: closing.run))
    serve(at: time)
  }

  /// Who was promised cells has them, and whoever stands in them goes elsewhere; without cells of its own, or where they are closed, it takes what there is.
  mutating func keep(_ number: Int, at time: Double) {
    guard let promise = model.promises?[number], chance.below(100) < promise.chance else { return }
    let stay = agreed(exponentialTime(usualStay(of: promise.cells)), from: time, until: promise.ends)
    let places = promise.runs.filter { model.rows.indices.contains($0.row) }.map(place(of:))
    if !model.isAdjacent || places.isEmpty || places.contains(where: ground.isClosed) {
      if !house(promise.cells, stay: stay, at: time) { wait(promise.cells, stay: stay, from: time) }
      return
    }
    let moving = vacate(places, at: time)
    for place in places {
      ground.take(place)
      settle(place.cells, at: place, from: time, stay: stay)
    }
    rehouse(moving, at: time)
  }

  private func place(of run: FutureModel.Run) -> FutureGround.Place {
    FutureGround.Place(row: run.row, mask: bits(run.cells) << UInt64(run.first))
  }

  /// Those who stand in these cells, out of them; whose lease ends now is gone.
  private mutating func vacate(_ places: [FutureGround.Place], at time: Double) -> [Int] {
    let inTheWay = residents.indices.filter { number in
      residents[number].place.map { own in places.contains { $0.row == own.row && $0.mask & own.mask != 0 } } ?? false
    }
    var moving: [Int] = []
    for number in inTheWay {
      let cells = residents[number].cells
      leave(number)
      if residents[number].until > time + 1e-9 {
        residents[number].cells = cells
        moving.append(number)
      }
    }
    return moving
  }

  /// The largest first; who finds no room is lost for what it would have stayed on.
  private mutating func rehouse(_ moving: [Int], at time: Double) {
    for number in moving.sorted(by: { (residents[$1].cells, $0) < (residents[$0].cells, $1) }) {
      let cells = residents[number].cells
      if let place = ground.place(for: cells) {
        ground.take(place)
        free -= cells
        residents[number].place = place
      } else {
        residents[number].cells = 0
        trace.lose(cells: cells, from: time, until: residents[number].until, isGrowth: false)
      }
    }
  }
}
