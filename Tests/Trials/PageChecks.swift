import Kernel
import Web

/// Holds the templates of an area against its pages, its texts and hostile input. Each check gives its complaints, one a line; none is good.
///
///     #expect(try PageChecks(of: spaces, alongside: [people]).complaints(sources: "Sources/Areas/Spaces") == [])
package struct PageChecks {
  let area: Area
  let renderer: Renderer

  /// `alongside` are the areas whose partials and texts it uses.
  package init(of area: Area, alongside others: [Area] = []) throws {
    self.area = area
    renderer = try Renderer(areas: others + [area])
  }

  /// The templates of Web itself, which every area has beside its own.
  package init(ofWeb pages: [any Page.Type]) throws {
    renderer = try Renderer(areas: [])
    area = Area(name: "web", resources: renderer.templates.sources["frame"]?.folder, pages: pages)
  }

  /// Everything at once. `sources` is the folder of the area's Swift files from the root of the package; `names` are string literals that
  /// look like text keys and are none.
  package func complaints(sources: String, ignoring names: Set<String> = []) throws -> [String] {
    templateComplaints() + (try textComplaints(sources: sources, ignoring: names)) + escapingComplaints() + (try mustacheComplaints())
  }

  /// Names that the sample of the page does not have, names of an outer object in a loop, samples with empty lists.
  package func templateComplaints() -> [String] {
    var complaints = area.pages.flatMap { type -> [String] in
      var walk = TemplateWalk(renderer: renderer, home: area.resources)
      return walk.complaints(of: type.sample)
    }
    let own = renderer.templates.sources.filter { $0.value.folder == area.resources }.map(\.key)
    var reached = Set(area.pages.map { $0.template })
    while true {
      let further = Set(reached.flatMap { renderer.templates.sources[$0]?.tags.filter { $0.kind == .partial }.map(\.name) ?? [] })
      if further.isSubset(of: reached) { break }
      reached.formUnion(further)
    }
    complaints += Set(own).subtracting(reached).sorted().map { "\($0).mustache: no page of the area uses it" }
    return complaints
  }
}
