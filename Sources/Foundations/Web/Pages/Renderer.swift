import Foundation
import Kernel

/// Draws pages. Made once at start; throws `PageFaults` when a template, partial, text or asset that is named is not there.
package struct Renderer: Sendable {
  package let templates: Templates
  package let texts: Texts
  package let assets: Assets
  private let books: [Language: TemplateBook]

  /// From the resources of Web and of each area.
  package init(areas: [Area]) throws {
    let folders = [Bundle.module.resourceURL ?? Bundle.module.bundleURL] + areas.compactMap(\.resources)
    try self.init(folders: folders, pages: areas.flatMap(\.pages))
  }

  package init(folders: [URL], pages: [any Page.Type] = []) throws {
    templates = try Templates(from: folders)
    texts = try Texts.load(from: folders)
    assets = try Assets(from: folders)
    let (templates, texts, names) = (templates, texts, assets.names)
    books = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { ($0, TemplateBook(templates, texts: texts.all(in: $0), assets: names)) })
    let faults = Renderer.faults(templates, texts, assets.names, pages)
    if !faults.isEmpty { throw PageFaults(faults: faults) }
  }

  private static func faults(_ templates: Templates, _ texts: Texts, _ assets: AssetNames, _ pages: [any Page.Type]) -> [String] {
    var faults = pages.filter { templates.sources[$0.template] == nil }.map { "\($0): there is no template \($0.template).mustache" }
    for source in templates.sources.values.sorted(by: { $0.file < $1.file }) {
      for tag in source.tags where tag.kind != .close {
        if tag.name.hasPrefix("t.") {
          let key = String(tag.name.dropFirst(2))
          let missing = Language.allCases.filter { !texts.has(key, in: $0) }.map(\.rawValue)
          if !missing.isEmpty { faults.append("\(source.file):\(tag.line): no text \(key) in \(missing.joined(separator: ", "))") }
        } else if tag.name.hasPrefix("asset.") {
          let name = String(tag.name.dropFirst(6))
          if assets.path(of: name) == nil { faults.append("\(source.file):\(tag.line): there is no asset \(name)") }
        }
      }
    }
    return faults
  }

  /// The page without a frame, or a part of one.
  package func draw(_ page: any Page, in surroundings: Surroundings) -> String {
    String(decoding: bytes(of: page, in: surroundings), as: UTF8.self)
  }

  package func draw(_ page: any NamedParts, template: String, in surroundings: Surroundings) -> String {
    String(decoding: bytes(.named(page), template, surroundings), as: UTF8.self)
  }

  func bytes(of page: some Page, in surroundings: Surroundings) -> [UInt8] {
    // The page stands still while it is drawn: its parts are read where they are.
    withUnsafePointer(to: page) { place in
      guard let part = PartReader.of(type(of: page)).part(at: place, of: nil), case .object = part else { return [] }
      return bytes(part, type(of: page).template, surroundings)
    }
  }

  private func bytes(_ page: Part, _ template: String, _ surroundings: Surroundings) -> [UInt8] {
    withUnsafePointer(to: surroundings) { place in
      let outside = PartReader.of(Surroundings.self).part(at: place, of: nil)
      return books[surroundings.language]?.draw([outside, page].compactMap(\.self), template: template) ?? []
    }
  }

  /// Names any template may use besides its page's own, which no page may take: texts, assets, form token, problems.
  package static let reservedNames: Set<String> = ["t", "asset", "lang", "token", "problems", "hasProblems"]
}
