extension Field {
  /// What `field.mustache` asks besides the stored properties.
  package static let derived: [String: Derivation] = [
    "id": { .text($0.pointee.id) },
    "value": { [.password, .file].contains($0.pointee.kind) ? nil : .text($0.pointee.value) },
    "describedBy": { $0.pointee.describedBy.map(Part.text) },
    "isChecked": { .flag($0.pointee.isChecked) },
    "optionsHTML": { .text($0.pointee.optionsHTML) },
    "hasSuggestions": { .flag(!$0.pointee.suggestions.isEmpty) },
    "type": { .text($0.pointee.kind.type) },
    "isPlain": { .flag($0.pointee.isPlain) },
    "isTextarea": { .flag($0.pointee.kind == .textarea) },
    "isSelect": { .flag($0.pointee.kind == .select) },
    "choiceType": { .text($0.pointee.kind == .multiple ? "checkbox" : "radio") },
    "isCheckbox": { .flag($0.pointee.kind == .checkbox) },
    "isRadio": { .flag($0.pointee.kind == .radio || $0.pointee.kind == .multiple) },
    "isHidden": { .flag($0.pointee.kind == .hidden) },
    "isVisible": { .flag($0.pointee.kind != .hidden) },
    "isLabelled": { .flag(![.hidden, .checkbox, .radio, .multiple].contains($0.pointee.kind)) },
  ]
  package static let hidden: Set<String> = ["kind"]

  /// Every name that `child(named:)` may answer.
  package static let names = Set(Mirror(reflecting: Field("", .text, label: "")).children.compactMap(\.label))
    .union(derived.keys).subtracting(hidden)

  /// What one chooses among, drawn here: there may be hundreds.
  private var optionsHTML: String {
    var html: [UInt8] = []
    html.reserveCapacity(groups.reduce(0) { $0 + $1.options.count } * 96)
    for group in groups {
      if let label = group.label {
        html.append(contentsOf: "<optgroup label=\"".utf8)
        html.append(escaping: label)
        html.append(contentsOf: "\">".utf8)
      }
      for option in group.options {
        html.append(contentsOf: "<option value=\"".utf8)
        html.append(escaping: option.value)
        html.append(contentsOf: (option.isChosen ? "\" selected>" : "\">").utf8)
        html.append(escaping: option.label)
        html.append(contentsOf: "</option>".utf8)
      }
      if group.label != nil { html.append(contentsOf: "</optgroup>".utf8) }
    }
    return String(decoding: html, as: UTF8.self)
  }

  /// Drawn as one `<input>`.
  private var isPlain: Bool { ![.textarea, .select, .multiple, .checkbox, .radio, .hidden].contains(kind) }
}

extension Field.Kind {
  var type: String {
    switch self {
    case .money, .area, .number: "text"
    case .telephone: "tel"
    case .email, .password, .date, .month, .search, .url, .file, .time: "\(self)"
    default: "text"
    }
  }
  var usualInputMode: String? {
    switch self {
    case .number: "numeric"
    case .money, .area: "decimal"
    default: nil
    }
  }
  var usualWidth: String {
    switch self {
    case .number, .date, .month, .money, .area, .time: "short"
    case .textarea, .file, .multiple: "full"
    default: "medium"
    }
  }
}
