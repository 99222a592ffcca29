/// One future, event by event: who comes, waits, stays, grows and leaves.
struct FutureRun {
  enum Event {
    case arrival(Int), departure(Int), growth(Int), impatience(Int), phase(Int)
    case reopening(Int), closing(Int), promise(Int)
  }
  struct Resident {
    var place: FutureGround.Place?
    var cells: Int
    let until: Double
    let stay: Double
  }
  private struct Waiting {
    let cells: Int
    let stay: Double
    let since: Double
  }
  let model: FutureModel
  var chance: Chance
  var ground: FutureGround
  var queue = EventQueue<Event>()
  var residents: [Resident] = []
  private var waiting: [Int: Waiting] = [:]
  private var inTurn: [Int] = []
  private var asked = 0
  var free: Int
  var trace: FutureTrace

  init(_ model: FutureModel, number: Int) {
    self.model = model
    chance = Chance(seed: UInt64(truncatingIfNeeded: model.seed) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: number))
    ground = FutureGround(rows: model.rows, isAdjacent: model.isAdjacent)
    free = model.capacity
    trace = FutureTrace(months: model.horizon, sizes: model.sizes.count)
  }

  mutating func run() {
    queueKnown()
    for resident in model.residents where model.rows.indices.contains(resident.row) {
      let stay = usualStay(of: resident.cells)
      let place = FutureGround.Place(row: resident.row, mask: bits(resident.cells) << UInt64(resident.first))
      ground.take(place)
      settle(resident.cells, at: model.isAdjacent ? place : nil, from: 0, stay: agreed(exponentialTime(stay), until: resident.ends))
    }
    for (number, promise) in (model.promises ?? []).enumerated() where promise.month <= 0 { keep(number, at: 0) }
    for cells in model.waiting { wait(cells, stay: exponentialTime(usualStay(of: cells)), from: 0) }
    for size in model.sizes.indices { scheduleArrival(size, after: 0) }
    for (number, phase) in model.phases.enumerated() where phase.month < model.horizon { queue.add(Double(phase.month), .phase(number)) }
    serve(at: 0)
    var month = 0
    while let (time, event) = queue.next(), time < Double(model.horizon) {
      while Double(month + 1) <= time { close(&month) }
      handle(event, at: time)
    }
    while month < model.horizon { close(&month) }
  }

  /// Writes down how it stands at the end of a month.
  private mutating func close(_ month: inout Int) {
    let wanted = inTurn.reduce(0) { $0 + (waiting[$1]?.cells ?? 0) }
    let first = model.isAdjacent ? ground.taken : min(model.capacity, model.capacity + opened - free - closed)
    let second = model.isAdjacent ? ground.takenSecond : max(0, opened - free - closed)
    trace.note(month: month, occupied: first, second: second, waiting: wanted)
    month += 1
  }
  private var opened = 0
  /// Cells that are closed.
  var closed = 0

  private mutating func handle(_ event: Event, at time: Double) {
    switch event {
    case .arrival(let size):
      scheduleArrival(size, after: time)
      trace.arrived[size] += 1
      let line = model.sizes[size]
      let stay = exponentialTime(Double(line.stay) / 10)
      if !house(line.cells, stay: stay, at: time) {
        if model.patience > 0 { wait(line.cells, stay: stay, from: time) } else { lose(line.cells, stay: stay, at: time) }
        trace.blocked[size] += 1
      }
    case .departure(let number):
      guard residents[number].until <= time + 1e-9, residents[number].cells > 0 else { return }
      leave(number)
      serve(at: time)
    case .growth(let number): if residents[number].cells > 0 { grow(number, at: time) }
    case .impatience(let number):
      guard let one = waiting.removeValue(forKey: number) else { return }
      inTurn.removeAll { $0 == number }
      lose(one.cells, stay: one.stay, at: time)
    case .phase(let number):
      let cells = model.phases[number].cells
      opened += cells
      free += cells
      ground.open(cells: cells, rowLength: model.rowLength)
      serve(at: time)
    case .reopening(let number): reopen(number, at: time)
    case .closing(let number): close(number, at: time)
    case .promise(let number): keep(number, at: time)
    }
  }

  mutating func house(_ cells: Int, stay: Double, at time: Double) -> Bool {
    if !model.isAdjacent {
      if free < cells { return false }
      settle(cells, at: nil, from: time, stay: stay)
      return true
    }
    guard let place = ground.place(for: cells) else { return false }
    ground.take(place)
    settle(cells, at: place, from: time, stay: stay)
    return true
  }
  mutating func settle(_ cells: Int, at place: FutureGround.Place?, from time: Double, stay: Double) {
    free -= cells
    residents.append(Resident(place: place, cells: cells, until: time + stay, stay: stay))
    queue.add(time + stay, .departure(residents.count - 1))
    scheduleGrowth(residents.count - 1, after: time)
  }
  mutating func leave(_ number: Int) {
    if let place = residents[number].place { ground.give(place) }
    free += residents[number].cells
    (residents[number].cells, residents[number].place) = (0, nil)
  }
  private mutating func grow(_ number: Int, at time: Double) {
    scheduleGrowth(number, after: time)
    let (extra, cells) = (model.growthCells, residents[number].cells)
    var isServed = free >= extra
    if isServed, model.isAdjacent, let place = residents[number].place {
      if let more = ground.grown(place, by: extra) ?? ground.place(for: cells + extra) {
        ground.give(place)
        ground.take(more)
        residents[number].place = more
      } else {
        isServed = false
      }
    }
    if isServed {
      free -= extra
      residents[number].cells += extra
      return
    }
    trace.lose(cells: extra, from: time, until: residents[number].until, isGrowth: true)
    if chance.below(100) < model.leaving {
      leave(number)
      serve(at: time)
    }
  }

  mutating func wait(_ cells: Int, stay: Double, from time: Double) {
    asked += 1
    waiting[asked] = Waiting(cells: cells, stay: stay, since: time)
    inTurn.append(asked)
    if model.patience > 0 { queue.add(time + exponentialTime(Double(model.patience) / 10), .impatience(asked)) }
  }
  /// Whoever has a place now, in turn; somebody small may pass somebody large.
  mutating func serve(at time: Double) {
    for number in inTurn {
      guard let one = waiting[number], house(one.cells, stay: one.stay, at: time) else { continue }
      waiting[number] = nil
    }
    inTurn.removeAll { waiting[$0] == nil }
  }
  mutating func lose(_ cells: Int, stay: Double, at time: Double) {
    trace.lose(cells: cells, from: time, until: time + stay, isGrowth: false)
  }

  /// The next arrival of a size: by the highest rate of all months, thinned to that of its own.
  private mutating func scheduleArrival(_ size: Int, after time: Double) {
    let base = Double(model.sizes[size].arrivals) / 1000
    let top = base * Double(max(1, model.season.max() ?? 1000)) / 1000 * max(1, trend(Double(model.horizon)))
    if top <= 0 { return }
    var next = time
    while next < Double(model.horizon) {
      next += exponentialTime(1 / top)
      let season = Double(model.season[(model.january + Int(next)) % 12]) / 1000
      if chance.unit() * top < base * season * trend(next) { return queue.add(next, .arrival(size)) }
    }
  }
  private func trend(_ time: Double) -> Double { max(0, 1 + Double(model.trend) / 1000 * time / 12) }
  private mutating func scheduleGrowth(_ number: Int, after time: Double) {
    if model.growth > 0 { queue.add(time + exponentialTime(1200 / Double(model.growth)), .growth(number)) }
  }
  func usualStay(of cells: Int) -> Double {
    let nearest = model.sizes.min { abs($0.cells - cells) < abs($1.cells - cells) }
    return Double(nearest?.stay ?? 360) / 10
  }
  mutating func exponentialTime(_ mean: Double) -> Double { -logarithm(1 - chance.unit()) * mean }
}
