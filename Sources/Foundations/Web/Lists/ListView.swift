import Kernel

/// What stands around the rows of a list: search, the heads of the columns, pages, the table to keep.
/// Templates use it as `{{#list}}{{> list-tools}}{{/list}}`, `{{#list}}{{> list-head}}{{/list}}` within the table, and
/// `{{#list}}{{> list-pages}}{{/list}}` below.
package struct ListView: Sendable {
  struct Column: Sendable {
    let text: String
    /// Nil of a column that cannot be sorted by.
    let href: String?
    /// `ascending`, `descending`, or nil.
    let sorted: String?
    let style: String?
  }
  struct Kept: Sendable {
    let name: String
    let value: String
  }
  struct PageLink: Sendable {
    let text: String
    let href: String
    let isCurrent: Bool
    let isGap: Bool
  }
  let action: String
  let words: String
  /// Other fields of the query, kept by the search form.
  let kept: [Kept]
  let clear: String?
  let csv: String?
  /// Fields that stand in the search form.
  let filters: [Field]
  let count: String
  let isEmpty: Bool
  /// What is said where there is no row: that nothing matches, or what to do.
  let emptyText: String
  let columns: [Column]
  let hasPages: Bool
  let previous: String?
  let next: String?
  let pages: [PageLink]

  package static let sample = ListView(
    action: "/things", words: "atelier", kept: [Kept(name: "sort", value: "name")], clear: "/things", csv: "/things.csv?q=atelier",
    filters: [Field("kind", .select, label: "Genre", groups: [Field.OptionGroup(nil, [Field.Option("a", "A")])])], count: "120 lignes",
    isEmpty: false, emptyText: "Rien ne correspond.",
    columns: [Column(text: "Nom", href: "?sort=name", sorted: "ascending", style: "number")], hasPages: true,
    previous: "?page=1", next: "?page=3", pages: [PageLink(text: "1", href: "?page=1", isCurrent: false, isGap: false)])
}

/// A column as a page declares it: the text key of its head, and its sort key if it has one.
package struct ListColumn: Sendable {
  let text: String
  let sort: String?
  let isNumber: Bool

  package init(_ text: String, sort: String? = nil, isNumber: Bool = false) {
    (self.text, self.sort, self.isNumber) = (text, sort, isNumber)
  }
}
