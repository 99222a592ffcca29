import Kernel

/// One field of a form, as `{{> field}}` draws it: label above, hint and problem tied to it. Stored and already formatted.
package struct Field: Sendable, DerivedParts {
  package enum Kind: Sendable, Hashable {
    case text, email, password, number, date, month, telephone, search, url
    /// Text with `€` beside it, read by `InputReader.money`.
    case money
    /// Text with `m²` beside it, read by `InputReader.hundredths`.
    case area
    case textarea, select, multiple, checkbox, radio, file, hidden
    case time
  }
  package struct Option: Sendable {
    package let value: String
    package let label: String
    package var isChosen = false
    package var name = ""
    /// Of the box or button that stands for it; options of a list need none.
    package var id = ""

    package init(_ value: String, _ label: String) { (self.value, self.label) = (value, label) }
  }
  /// Options under a heading; without a label they stand first and free.
  package struct OptionGroup: Sendable {
    package let label: String?
    package var options: [Option]

    package init(_ label: String?, _ options: [Option]) { (self.label, self.options) = (label, options) }
  }

  package let kind: Kind
  package let name: String
  package internal(set) var label: String
  package var value: String
  /// What stands in it before anybody has typed.
  var usual: String?
  package var hint: String?
  package var problem: String?
  package var isRequired: Bool
  package var autocomplete: String?
  package var inputMode: String?
  package var suffix: String?
  package var minimum: String?
  package var maximum: String?
  package var step: String?
  /// Accepted endings of a file: `.csv,.zip`.
  package var accept: String?
  /// Several files at once.
  package var takesMany = false
  package var placeholder: String?
  package var rows: Int
  package var maximumLength: Int?
  /// `short`, `medium` or `full`: how wide it stands in its form.
  package var width: String
  package var isReadOnly = false
  package var isFocused = false
  package private(set) var groups: [OptionGroup]
  /// What a list under the field proposes without binding to it.
  package var suggestions: [String]

  /// All texts are given as shown; `Visit.field` takes keys. `value` of several choices is joined with commas.
  package init(
    _ name: String, _ kind: Kind, label: String, value: String = "", hint: String? = nil, problem: String? = nil, required: Bool = false,
    groups: [OptionGroup] = [], suggestions: [String] = []
  ) {
    (self.kind, self.name, self.label, self.value, self.hint, self.problem) = (kind, name, label, value, hint, problem)
    (isRequired, self.suggestions) = (required, suggestions)
    rows = 4
    width = kind.usualWidth
    inputMode = kind.usualInputMode
    suffix = kind == .money ? "€" : kind == .area ? "m²" : nil
    self.groups = groups
    choose()
  }

  private mutating func choose() {
    let chosen = kind == .multiple ? Set(value.split(separator: ",").map(String.init)) : [value]
    var number = 0
    for group in self.groups.indices {
      for index in self.groups[group].options.indices {
        number += 1
        let isChosen = chosen.contains(self.groups[group].options[index].value)
        self.groups[group].options[index].isChosen = isChosen
        self.groups[group].options[index].name = name
        if kind != .select { self.groups[group].options[index].id = "field-\(name)-\(number)" }
      }
    }
  }

  /// As if nothing had been typed: for the other forms of a page when one of them is shown again.
  package var untouched: Field {
    var field = self
    (field.value, field.problem) = (usual ?? value, nil)
    field.choose()
    return field
  }

  package var id: String { "field-\(name)" }
  /// The fields of the hint and the problem, for `aria-describedby`.
  var describedBy: String? {
    let ids = [hint == nil ? nil : "hint-\(name)", problem == nil ? nil : "problem-\(name)"].compactMap(\.self)
    return ids.isEmpty ? nil : ids.joined(separator: " ")
  }
  var isChecked: Bool { ["1", "true", "on", "yes"].contains(value) }
}
