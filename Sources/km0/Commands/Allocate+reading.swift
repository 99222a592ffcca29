import ArgumentParser
import Foundation
import Solver

extension Allocate {
  /// Ends with 65 when a search of it could not begin, all faults said.
  static func instance(_ path: String) throws -> Instance {
    let instance: Instance = try read(path)
    let faults = instance.faults
    for fault in faults { Terminal.complain("\(path): \(fault)") }
    if !faults.isEmpty { throw ExitCode(65) }
    return instance
  }

  /// Ends with 65 where the file is not what it should be.
  static func read<Value: Decodable>(_ path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.complain("\(path) cannot be read.")
      throw ExitCode(65)
    }
    do { return try JSONDecoder().decode(Value.self, from: data) } catch let DecodingError.keyNotFound(key, context) {
      Terminal.complain("\(path): \(Self.path(context.codingPath)) lacks \(key.stringValue).")
    } catch let DecodingError.typeMismatch(_, context) {
      Terminal.complain("\(path): \(Self.path(context.codingPath)) is of another kind.")
    } catch let DecodingError.valueNotFound(_, context) {
      Terminal.complain("\(path): \(Self.path(context.codingPath)) is null.")
    } catch {
      Terminal.complain("\(path) is no JSON of the format alloc-1, or a number in it is not whole.")
    }
    throw ExitCode(65)
  }

  /// As in `tenants[3].rent`; nothing for the whole file.
  private static func path(_ keys: [any CodingKey]) -> String {
    let path = keys.reduce("") { $0 + ($1.intValue.map { "[\($0)]" } ?? ($0.isEmpty ? "" : ".") + $1.stringValue) }
    return path.isEmpty ? "the file" : path
  }
}
