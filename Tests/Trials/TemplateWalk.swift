import Foundation
import Kernel
import Web

/// Walks the tags of a page's template beside its sample.
struct TemplateWalk {
  let renderer: Renderer
  /// Templates of this folder are held to the strict rules; those of Web may use names that a page leaves empty.
  let home: URL?
  private var found: Set<String> = []

  init(renderer: Renderer, home: URL?) { (self.renderer, self.home) = (renderer, home) }

  /// What a tag sees: values by name, each present, empty, or unknown.
  private enum Part {
    case unknown
    case empty
    case flag(Bool)
    case text
    case object(Any)
    case list([Any])
  }
  private struct Level {
    let value: Any
    let isLoop: Bool
  }

  mutating func complaints(of page: any Page) -> [String] {
    for (label, _) in labels(of: page) where Renderer.reservedNames.contains(label) {
      found.insert("\(type(of: page)): the name \(label) belongs to the house")
    }
    walk(type(of: page).template, [Level(value: page, isLoop: false)], depth: 0)
    return found.sorted()
  }

  private mutating func walk(_ template: String, _ levels: [Level], depth: Int) {
    guard depth < 20, let source = renderer.templates.sources[template] else { return }
    walk(source.tags[...], in: source, levels, depth: depth)
  }

  private mutating func walk(_ tags: ArraySlice<TemplateTag>, in source: Templates.Source, _ levels: [Level], depth: Int) {
    var index = tags.startIndex
    while index < tags.endIndex {
      let tag = tags[index]
      index += 1
      switch tag.kind {
      case .close: continue
      case .partial: walk(tag.name, levels, depth: depth + 1)
      case .variable, .unescaped:
        let part = part(tag, in: source, levels)
        if tag.kind == .unescaped, source.folder == home, !tag.name.hasSuffix("HTML"), !tag.name.hasSuffix("SVG") {
          note(source, tag, "goes out unescaped: what our own Swift built is named …HTML or …SVG")
        }
        if case .object = part { note(source, tag, "is an object, not a text") }
        if case .list = part { note(source, tag, "is a list, not a text") }
      case .section, .inverted:
        let end = closing(of: tag, in: tags, from: index)
        let part = part(tag, in: source, levels)
        let inside = tags[index..<end]
        if tag.kind == .inverted { walk(inside, in: source, levels, depth: depth) } else { enter(part, tag, inside, source, levels, depth) }
        index = end
      }
    }
  }

  private mutating func enter(
    _ part: Part, _ tag: TemplateTag, _ inside: ArraySlice<TemplateTag>, _ source: Templates.Source, _ levels: [Level], _ depth: Int
  ) {
    let isStrict = source.folder == home
    switch part {
    case .unknown: return
    case .empty: if isStrict { note(source, tag, "is empty in the sample") }
    case .flag: walk(inside, in: source, levels, depth: depth)
    case .text: walk(inside, in: source, levels + [Level(value: "", isLoop: false)], depth: depth)
    case .object(let value): walk(inside, in: source, levels + [Level(value: value, isLoop: false)], depth: depth)
    case .list(let list):
      if list.isEmpty && isStrict { note(source, tag, "is empty in the sample") }
      for value in list { walk(inside, in: source, levels + [Level(value: value, isLoop: true)], depth: depth) }
    }
  }

  private func closing(of tag: TemplateTag, in tags: ArraySlice<TemplateTag>, from start: Int) -> Int {
    var open = 1
    for index in start..<tags.endIndex {
      if tags[index].kind == .section || tags[index].kind == .inverted { open += 1 }
      if tags[index].kind == .close { open -= 1 }
      if open == 0 { return index }
    }
    return tags.endIndex
  }

  private mutating func part(_ tag: TemplateTag, in source: Templates.Source, _ levels: [Level]) -> Part {
    guard let top = levels.last else { return .unknown }
    if tag.name == "." { return shape(top.value) }
    let steps = tag.name.split(separator: ".").map(String.init)
    guard let first = steps.first else { return .unknown }
    if !tag.name.hasPrefix("."), Renderer.reservedNames.contains(first) {
      return first.hasPrefix("has") ? .flag(true) : first == "problems" ? .empty : .text
    }
    var start: Any?
    var isKnown = false
    for (height, level) in levels.enumerated().reversed() {
      if tag.name.hasPrefix("."), height < levels.count - 1 { break }
      guard let child = child(first, of: level.value) else { continue }
      isKnown = true
      start = child
      if source.folder == home, levels[(height + 1)...].contains(where: \.isLoop) { note(source, tag, "belongs to an outer object") }
      if source.folder == home, level.isLoop, !tag.name.hasPrefix("."), height == levels.count - 1 {
        note(source, tag, "needs a leading dot in a loop")
      }
      break
    }
    guard isKnown, var value = start else {
      note(source, tag, "is unknown")
      return .unknown
    }
    for step in steps.dropFirst() {
      guard let next = child(step, of: value) else {
        note(source, tag, "is unknown")
        return .unknown
      }
      value = next
    }
    return shape(value)
  }

  /// The stored property, or what a field computes; nil when there is no such name.
  private func child(_ name: String, of value: Any) -> Any? {
    let value = unwrapped(value) ?? value
    if let field = value as? Field { return Field.names.contains(name) ? field.child(named: name) ?? Missing.nothing : nil }
    return labels(of: value).first { $0.0 == name }?.1
  }
  private enum Missing { case nothing }

  private func labels(of value: Any) -> [(String, Any)] {
    Mirror(reflecting: value).children.compactMap { child in child.label.map { ($0, child.value) } }
  }

  private func unwrapped(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : value
  }

  private func shape(_ value: Any) -> Part {
    if value is Missing { return .empty }
    guard let value = unwrapped(value) else { return .empty }
    if let flag = value as? Bool { return .flag(flag) }
    if let list = value as? [Any] { return .list(list) }
    let style = Mirror(reflecting: value).displayStyle
    return style == .struct || style == .class ? (value is String || value is Int ? .text : .object(value)) : .text
  }

  private mutating func note(_ source: Templates.Source, _ tag: TemplateTag, _ complaint: String) {
    found.insert("\(source.file):\(tag.line): \(tag.name) \(complaint)")
  }
}
