import ArgumentParser
import Foundation
import Kernel
import Solver

extension Allocate {
  /// Ends with 65 when a search of it could not begin, all faults said: of kind, of what is missing, and of range wherever there is a number.
  static func instance(_ path: String) throws -> Instance {
    let data = try bytes(path)
    if let instance = try? JSONDecoder().decode(Instance.self, from: data) {
      try refuse(instance.faults.map { "\(path): \($0)" })
      return instance
    }
    let (mended, faults) = try looked(data, path, .instance)
    let wrong = Set(faults.map(\.path))
    let ranges = (try? JSONDecoder().decode(Instance.self, from: try JSONEncoder().encode(mended)))?.rangeFaults ?? []
    // What was put in the place of something wrong is told already.
    let told = ranges.filter { fault in
      let field = fault.prefix { $0 != ":" }.replacing(#/ \(.*?\)/#, with: "")
      return !wrong.contains { $0.isEmpty || field == $0 || field.hasPrefix("\($0).") || field.hasPrefix("\($0)[") }
    }
    try refuse(faults.map { Self.said($0, in: path) } + told.map { "\(path): \($0)" })
    throw ExitCode(65)
  }

  /// Ends with 65 where the file is not what it should be.
  static func solution(_ path: String) throws -> Solution {
    let data = try bytes(path)
    if let solution = try? JSONDecoder().decode(Solution.self, from: data) { return solution }
    try refuse(try looked(data, path, .solution).faults.map { Self.said($0, in: path) })
    throw ExitCode(65)
  }

  private static func bytes(_ path: String) throws -> Data {
    if let data = FileManager.default.contents(atPath: path) { return data }
    Terminal.complain("\(path) cannot be read.")
    throw ExitCode(65)
  }
  private static func looked(_ data: Data, _ path: String, _ shape: AllocateShape) throws -> (
    mended: JSONTree, faults: [AllocateShape.Fault]
  ) {
    do {
      var faults: [AllocateShape.Fault] = []
      let mended = shape.mended(try JSONDecoder().decode(JSONTree.self, from: data), &faults)
      return (mended, faults)
    } catch {
      Terminal.complain("\(path) is no JSON\(JSONFault(in: Array(data)).map(place) ?? "").")
      throw ExitCode(65)
    }
  }
  private static func said(_ fault: AllocateShape.Fault, in path: String) -> String {
    fault.path.isEmpty ? "\(path): \(fault.what)" : "\(path): \(fault.path): \(fault.what)"
  }
  private static func refuse(_ faults: [String]) throws {
    for fault in faults { Terminal.complain(fault) }
    if !faults.isEmpty { throw ExitCode(65) }
  }
  /// ` at line 3, column 7`
  private static func place(of fault: JSONFault) -> String {
    let place = " at line \(fault.line), column \(fault.column)"
    return switch fault.kind {
    case .end: place + ", where it ends too early"
    case .encoding: place + ", which is not UTF-8"
    case .tooDeep: place + ", where it is nested too deeply"
    case .strange, .tooMany: place
    }
  }
}
