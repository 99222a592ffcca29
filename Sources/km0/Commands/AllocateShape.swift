/// What stands where in files of the format alloc-1, and all that stands there otherwise: the path of each field, in the order of the format.
indirect enum AllocateShape: Sendable {
  case whole, text, flag
  case list(AllocateShape)
  case record([(name: String, shape: AllocateShape)])
  /// Names of any kind.
  case named(AllocateShape)
  /// May be null or left out.
  case maybe(AllocateShape)

  struct Fault {
    let path: String
    let what: String
  }

  /// The tree with something neutral in place of what is wrong, and what that is.
  func mended(_ tree: JSONTree, at path: String = "", _ faults: inout [Fault]) -> JSONTree {
    switch (self, tree) {
    case (.whole, .whole), (.text, .text), (.flag, .flag), (.maybe, .null): return tree
    case (.maybe(let shape), _): return shape.mended(tree, at: path, &faults)
    case (.list(let shape), .list(let items)):
      return .list(items.enumerated().map { shape.mended($1, at: "\(path)[\($0)]", &faults) })
    case (.named(let shape), .record(let members)):
      var kept: [String: JSONTree] = [:]
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        kept[name] = shape.mended(member, at: Self.path(path, name), &faults)
      }
      return .record(kept)
    case (.record(let fields), .record(let members)):
      var kept: [String: JSONTree] = [:]
      for (name, shape) in fields {
        if let member = members[name] {
          kept[name] = shape.mended(member, at: Self.path(path, name), &faults)
        } else if case .maybe = shape {
          continue
        } else {
          faults.append(Fault(path: Self.path(path, name), what: "is missing"))
          kept[name] = shape.neutral
        }
      }
      return .record(kept)
    default:
      faults.append(Fault(path: path, what: "\(wanted) is wanted, and \(tree.words) stands there"))
      return neutral
    }
  }

  private static func path(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private var neutral: JSONTree {
    switch self {
    case .whole: .whole(0)
    case .text: .text("")
    case .flag: .flag(false)
    case .list: .list([])
    case .named: .record([:])
    case .maybe: .null
    case .record(let fields): .record(Dictionary(fields.map { ($0.name, $0.shape.neutral) }, uniquingKeysWith: { $1 }))
    }
  }

  private var wanted: String {
    switch self {
    case .whole: "a whole number"
    case .text: "a text"
    case .flag: "true or false"
    case .list: "a list"
    case .record, .named: "an object"
    case .maybe(let shape): shape.wanted
    }
  }
}

extension AllocateShape {
  static let solution = AllocateShape.record([
    ("instance", .text),
    (
      "plans",
      .named(.record([("start", .whole), ("room", .whole), ("blocks", .list(.whole)), ("cells", .maybe(.list(.list(.whole))))]))
    ),
  ])

  static let instance = AllocateShape.record([
    ("format", .text), ("name", .text), ("seed", .maybe(.whole)), ("horizon", .whole),
    (
      "corridors",
      .list(
        .record([
          ("id", .whole), ("floor", .whole), ("modules", .whole), ("fixed_walls", .list(.whole)), ("edges", .maybe(.list(.list(.whole)))),
        ]))
    ),
    (
      "modules",
      .list(
        .record(
          ["id", "corridor", "pos", "in_service", "window", "noise", "school", "lab"].map { ($0, .whole) }
            + [("out_of_service", .maybe(.whole))]))
    ),
    ("tenants", .list(tenant)),
    ("weights", .record([("frag", .whole)])),
  ])

  private static let tenant = AllocateShape.record([
    ("id", .text), ("kind", .text), ("mandatory", .flag), ("prob", .whole), ("rent", .whole), ("starts", .list(.whole)),
    ("wait_cost", .whole), ("length", .whole), ("phases", .list(.list(.whole))), ("move_offsets", .list(.whole)),
    ("move_cost", .maybe(.whole)), ("current", .maybe(.whole)), ("current_cells", .maybe(.list(.whole))),
    ("within", .maybe(.list(.whole))), ("among", .maybe(.list(.whole))),
    ("grow", .maybe(.record([("offset", .whole), ("extra", .whole), ("prob", .whole)]))),
    (
      "prefs",
      .record([("window", .whole), ("quiet", .whole), ("school", .whole), ("lab", .whole), ("floor", .named(.whole))])
    ),
  ])
}
