import Kernel
import Web

/// A form of its own page: facts of a site, a building, a level, a cell, a lease, a rent, works, people.
package struct KeepingFormPage: Page {
  struct Group: Sendable {
    let legend: String?
    let fields: [Field]
  }
  package static let template = "spaces-keeping-form"
  package let title: String
  let crumbs: [PageLink]
  let lead: String?
  let action: String
  let groups: [Group]
  let button: String
  let back: String

  package static let sample = KeepingFormPage(
    title: "Bâtiment 23", crumbs: [PageLink("Bâtiments", "/buildings")], lead: "Ce qui se sait du bâtiment.",
    action: "/buildings/1", groups: [Group(legend: "Murs", fields: [Field("shared_wall", .text, label: "Mur commun")])],
    button: "Enregistrer", back: "/buildings/1")
}

extension Visit {
  /// A form page; title and button are texts as shown, the groups' legends are keys.
  func keepingForm(
    _ title: String, crumbs: [PageLink], lead: String? = nil, action: String, button: String = "spaces.keeping.save",
    groups: [(legend: String?, fields: [Field])]
  ) -> Answer {
    .page(
      KeepingFormPage(
        title: title, crumbs: crumbs, lead: lead.map { text($0) }, action: action,
        groups: groups.map { KeepingFormPage.Group(legend: $0.legend.map { text($0) }, fields: $0.fields) }, button: text(button),
        back: crumbs.last?.path ?? "/buildings"))
  }

  /// A field with a unit behind it: metres or degrees.
  func measure(_ name: String, _ unit: String, label: String, value: String? = nil, required: Bool = false, hint: String? = nil) -> Field {
    var field = field(name, label: label, value: value, required: required, hint: hint, inputMode: "decimal", width: "short")
    field.suffix = unit
    return field
  }

  var buildingsCrumb: PageLink { PageLink(text("spaces.keeping.tab.buildings"), "/buildings") }

  /// The pages by which the house itself is kept, as far as the visitor may see them.
  func keepingTabs(_ current: String) -> [PageLink] {
    let all: [(String, String, Permission)] = [
      ("/buildings", "buildings", .editPlan), ("/works", "works", .editPlan), ("/links", "links", .editPlan),
      ("/headcounts", "headcounts", .writeHolds),
    ]
    return all.filter { viewer.may($0.2) }.map {
      PageLink(text("spaces.keeping.tab.\($0.1)"), $0.0, isCurrent: $0.0 == current)
    }
  }
}
