extension Field {
  /// Every name that `child(named:)` may answer.
  package static let names: Set<String> = [
    "name", "id", "label", "value", "hint", "problem", "describedBy", "isRequired", "isReadOnly", "isFocused", "isChecked", "groups",
    "rows",
    "width", "suggestions", "hasSuggestions", "type", "autocomplete", "inputMode", "suffix", "minimum", "maximum", "step", "accept",
    "placeholder", "maximumLength", "isPlain", "isTextarea", "isSelect", "choiceType", "takesMany", "isCheckbox", "isRadio", "isHidden",
    "isVisible",
    "isLabelled", "optionsHTML",
  ]

  /// The names of `field.mustache`.
  package func child(named part: String) -> Any? {
    switch part {
    case "name": name
    case "id": id
    case "label": label
    case "value": kind == .password || kind == .file ? nil : value
    case "hint": hint
    case "problem": problem
    case "describedBy": describedBy
    case "isRequired": isRequired

    case "isReadOnly": isReadOnly
    case "isFocused": isFocused
    case "isChecked": isChecked
    case "groups": groups
    case "optionsHTML": optionsHTML
    case "rows": String(rows)
    case "width": width
    case "suggestions": suggestions
    case "hasSuggestions": !suggestions.isEmpty
    case "type": kind.type
    default: attribute(part)
    }
  }

  private func attribute(_ part: String) -> Any? {
    switch part {
    case "autocomplete": autocomplete
    case "inputMode": inputMode
    case "suffix": suffix
    case "minimum": minimum
    case "maximum": maximum
    case "step": step
    case "accept": accept
    case "placeholder": placeholder
    case "maximumLength": maximumLength.map { String($0) }
    case "isPlain": isPlain
    case "isTextarea": kind == .textarea
    case "isSelect": kind == .select
    case "choiceType": kind == .multiple ? "checkbox" : "radio"
    case "takesMany": takesMany
    case "isCheckbox": kind == .checkbox
    case "isRadio": kind == .radio || kind == .multiple
    case "isHidden": kind == .hidden
    case "isVisible": kind != .hidden
    case "isLabelled": ![.hidden, .checkbox, .radio, .multiple].contains(kind)
    default: nil
    }
  }

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
