/// The first rule of the format that a plan breaks, and where.
package enum BrokenRule: Error, Hashable, Sendable {
  case otherInstance(String)
  case unknownTenant(String)
  case mandatoryRefused(String)
  case startNotAllowed(String, start: Int)
  case noSuchRoom(String)
  case wrongNumberOfBlocks(String, wanted: Int, given: Int)
  case noSuchBlock(String, first: Int, size: Int)
  case acrossWall(String, first: Int, size: Int)
  case cellsNotNamed(String, first: Int)
  case notConnected(String, [Int])
  case tooManyCells(String, Int)
  case notWithin(String, corridor: Int)
  case notAmong(String, module: Int)
  case notInService(String, module: Int, month: Int)
  case movedWithoutLeave(String, month: Int)
  /// Is within the rules, and not among the sets of cells that the search knows.
  case notListed(String)
  case takenTwice(module: Int, month: Int, String, String)

  package var sentence: String {
    switch self {
    case .otherInstance(let name): "the plan is for \(name)"
    case .unknownTenant(let id): "\(id) is no tenant of the instance"
    case .mandatoryRefused(let id): "\(id) must be housed and is not"
    case .startNotAllowed(let id, let start): "\(id) may not start in month \(start)"
    case .noSuchRoom(let id): "\(id) has no growth to keep room for, or room is neither 0 nor 1"
    case .wrongNumberOfBlocks(let id, let wanted, let given): "\(id) needs \(wanted) blocks, one for each stretch, and has \(given)"
    case .noSuchBlock(let id, let first, let size): "\(id): \(size) modules from \(first) on are not in one corridor"
    case .acrossWall(let id, let first, let size): "\(id): \(size) modules from \(first) on reach across a fixed wall"
    case .cellsNotNamed(let id, let first): "\(id): the block from \(first) on is on a floor, and its cells are not named"
    case .notConnected(let id, let cells): "\(id): the modules \(cells.map(String.init).joined(separator: ", ")) do not hang together"
    case .tooManyCells(let id, let count): "\(id): \(count) modules of a floor are more than \(Floor.largest)"
    case .notWithin(let id, let corridor): "\(id) is in corridor \(corridor), which is none of its own"
    case .notAmong(let id, let module): "\(id) has module \(module), which is none of those it may have"
    case .notInService(let id, let module, let month): "\(id): module \(module) is not in service in month \(month)"
    case .movedWithoutLeave(let id, let month): "\(id) may not be moved, and is in month \(month)"
    case .notListed(let id): "\(id) has cells of a floor that are not among those looked through"
    case .takenTwice(let module, let month, let one, let other): "module \(module) holds \(one) and \(other) in month \(month)"
    }
  }
}
