import Kernel

/// A list: search, filters, the heads of the columns, rows, pages, the table to keep. A page that shows more than a list draws it with
/// `{{#list}}{{> list}}{{/list}}`; one whose rows are of its own kind uses `list-tools`, `list-head` and `list-pages` around them.
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
  /// What a reader of screens calls it.
  let name: String
  let action: String
  let words: String
  /// Other fields of the query, kept by the search form.
  let kept: [Kept]
  let clear: String?
  let csv: String?
  /// Fields that stand in the search form; a phone folds them behind one line that says what is chosen.
  let filters: [Field]
  let hasFilters: Bool
  let filtered: String?
  package var count: String
  let isEmpty: Bool
  /// What is said where there is no row: that nothing matches, or what to do.
  let emptyText: String
  let columns: [Column]
  let rows: [PageRow]
  let hasPages: Bool
  let previous: String?
  let next: String?
  let pages: [PageLink]

  package static let sample = ListView(
    name: "Choses", action: "/things", words: "atelier", kept: [Kept(name: "sort", value: "name")], clear: "/things",
    csv: "/things.csv?q=atelier",
    filters: [Field("kind", .select, label: "Genre", groups: [Field.OptionGroup(nil, [Field.Option("a", "A")])])], hasFilters: true,
    filtered: "A", count: "120 lignes", isEmpty: false, emptyText: "Rien ne correspond.",
    columns: [Column(text: "Nom", href: "?sort=name", sorted: "ascending", style: "number")], rows: [.sample], hasPages: true,
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
