/// Any JSON, to look for what is wrong with it.
indirect enum JSONTree: Codable, Sendable {
  case record([String: JSONTree])
  case list([JSONTree])
  case text(String)
  case flag(Bool)
  case whole(Int)
  /// Not whole, or beyond what a number can be.
  case number(Double)
  case null

  private struct Name: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      self = .record(
        Dictionary(
          try members.allKeys.map { ($0.stringValue, try members.decode(JSONTree.self, forKey: $0)) }, uniquingKeysWith: { $1 }))
    } else if var items = try? decoder.unkeyedContainer() {
      var list: [JSONTree] = []
      while !items.isAtEnd { list.append(try items.decode(JSONTree.self)) }
      self = .list(list)
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let whole = try? value.decode(Int.self) {
        self = .whole(whole)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else {
        self = .number((try? value.decode(Double.self)) ?? .infinity)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .record(let members): try value.encode(members)
    case .list(let items): try value.encode(items)
    case .text(let text): try value.encode(text)
    case .flag(let flag): try value.encode(flag)
    case .whole(let number): try value.encode(number)
    case .number(let number): try value.encode(number)
    case .null: try value.encodeNil()
    }
  }

  /// What it is, as a sentence says it.
  var words: String {
    switch self {
    case .record: "an object"
    case .list: "a list"
    case .text(let text): "\"\(text.prefix(40))\""
    case .flag(let flag): flag ? "true" : "false"
    case .whole(let number): String(number)
    case .number(let number): number.isFinite ? "\(number)" : "a number beyond all whole ones"
    case .null: "null"
    }
  }
}
