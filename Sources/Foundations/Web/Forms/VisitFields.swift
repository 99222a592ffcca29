import Kernel

extension Visit {
  /// Whether a form that was sent is being shown again.
  package var isShownAgain: Bool { method != .get }

  /// A field of a form: with what was typed when the form is shown again, else with `value`; with its problem in the visitor's language.
  /// `label` and `hint` are text keys.
  package func field(
    _ name: String, _ kind: Field.Kind = .text, label: String, value: String? = nil, required: Bool = false, hint: String? = nil,
    options: [Field.Option] = [], groups: [Field.OptionGroup] = [], autocomplete: String? = nil, inputMode: String? = nil,
    suggestions: [String] = [], minimum: String? = nil, maximum: String? = nil, width: String? = nil
  ) -> Field {
    let typed = kind == .multiple ? form.all(name).joined(separator: ",") : form[name]
    let groups = options.isEmpty ? groups : [Field.OptionGroup(nil, options)] + groups
    var field = Field(
      name, kind, label: text(label), value: isShownAgain ? typed : misread.fields[name]?.first ?? value ?? "", hint: hint.map { text($0) },
      problem: problemText(of: name),
      required: required, groups: groups, suggestions: suggestions)
    field.usual = value ?? ""
    field.autocomplete = autocomplete
    if let inputMode { field.inputMode = inputMode }
    if let width { field.width = width }
    (field.minimum, field.maximum) = (minimum, maximum)
    return field
  }

  /// Whether a form of a page that may have several says what was typed: it was sent, or none was.
  package func isSaid(at path: String) -> Bool { !isShownAgain || url == path }

  /// A choice among the cases of an enumeration; `label` of a case is the text key `texts` with the case's raw value behind it.
  package func options<Choice: RawRepresentable & CaseIterable>(of _: Choice.Type, texts prefix: String) -> [Field.Option]
  where Choice.RawValue == String {
    Choice.allCases.map { Field.Option($0.rawValue, text("\(prefix).\($0.rawValue)")) }
  }

  /// A ticked box.
  package func box(_ name: String, label: String, ticked: Bool, hint: String? = nil) -> Field {
    field(name, .checkbox, label: label, value: ticked ? "1" : "", hint: hint)
  }

  package func hidden(_ name: String, _ value: String) -> Field {
    Field(name, .hidden, label: "", value: isShownAgain ? form[name] : value)
  }

  /// All problems of a field in one text.
  package func problemText(of name: String) -> String? {
    let texts = problems.filter { $0.field == name }.map { text($0.code, $0.arguments) }
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }

  /// The summary on top of the form.
  var problemLines: [ProblemLine] {
    problems.map { problem in
      ProblemLine(
        text: text(problem.code, problem.arguments), href: problem.field.map { "#field-\($0)" }, field: problem.field,
        pattern: texts.text(problem.code, in: language))
    }
  }
}

extension [Field] {
  /// Those of a form that was not sent are as they were.
  package func said(_ isSaid: Bool) -> [Field] { isSaid ? self : map(\.untouched) }
}
