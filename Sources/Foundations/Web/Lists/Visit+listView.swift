import Kernel

extension Visit {
  /// A list of `total` rows, of which `rows` are shown: one cell for each column. `csv` is the path that gives the same rows as a table;
  /// `filters` are fields made with
  /// `visit.filter`, whose names stay in every link. `hint` is the key of what to do while there is nothing at all.
  package func listView(
    _ list: ListQuery, named name: String = "", total: Int, columns: [ListColumn], csv: String? = nil, filters: [Field] = [],
    action: String? = nil, rows: [PageRow] = [], hint: String = "web.list.nothing"
  ) -> ListView {
    var base = query
    for name in ["page", "lang"] { base.fields[name] = nil }
    base.fields = base.fields.filter { !$0.value.allSatisfy(\.isEmpty) }
    let last = max(1, (total + list.size - 1) / list.size)
    let shown = ["q"] + filters.map(\.name)
    let kept = base.fields.filter { !shown.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { name, values in
      values.map { ListView.Kept(name: name, value: $0) }
    }
    let isFiltered = shown.contains { base.fields[$0] != nil }
    // A list of one customer's things is no empty house either.
    let isWhole = base.fields.keys.allSatisfy { ["sort", "direction"].contains($0) }
    let chosen = filters.compactMap { $0.chosen(format) }
    let heads = columns.map { PageTable.Column(text($0.text), isNumber: $0.isNumber) }
    let path = action ?? url
    return ListView(
      name: name, action: path, words: list.words, kept: kept, clear: isFiltered ? path : nil, csv: csv.map { address($0, base) },
      filters: filters,
      hasFilters: filters.contains { $0.kind != .hidden }, filtered: chosen.isEmpty ? nil : chosen.joined(separator: ", "),
      count: countText(list, total), isEmpty: total == 0, emptyText: text(isWhole ? hint : "web.list.empty"),
      columns: columns.map { column($0, list, base) }, rows: rows.map { $0.standing(under: heads) }, hasPages: last > 1,
      previous: list.page > 1 ? link(to: min(list.page - 1, last), base) : nil,
      next: list.page < last ? link(to: list.page + 1, base) : nil, pages: pageLinks(list.page, last, base))
  }

  /// A select beside the search, whose value is read from the query; `all` is the text key of "no filter".
  package func filter(_ name: String, label: String, options: [Field.Option], all: String) -> Field {
    field(name, .select, label: label, value: query[name], options: [Field.Option("", text(all))] + options)
  }

  private func countText(_ list: ListQuery, _ total: Int) -> String {
    if total <= list.size { return text("web.list.count", ["count": format.number(total)]) }
    let first = min(list.offset + 1, total)
    let last = min(list.offset + list.size, total)
    return text("web.list.range", ["first": format.number(first), "last": format.number(last), "count": format.number(total)])
  }

  private func column(_ column: ListColumn, _ list: ListQuery, _ base: Input) -> ListView.Column {
    let style = column.isNumber ? "number" : nil
    guard let sort = column.sort else { return ListView.Column(text: text(column.text), href: nil, sorted: nil, style: style) }
    let isCurrent = list.sort == sort
    var query = base
    query.fields["direction"] = isCurrent && !list.isDescending ? ["down"] : nil
    return ListView.Column(
      text: text(column.text), href: "?" + queryText(query, replacing: "sort", with: sort),
      sorted: isCurrent ? (list.isDescending ? "descending" : "ascending") : nil, style: style)
  }

  private func address(_ path: String, _ query: Input) -> String {
    let text = queryText(query, replacing: "page", with: nil)
    return text.isEmpty ? path : "\(path)?\(text)"
  }
  private func link(to page: Int, _ base: Input) -> String { "?" + queryText(base, replacing: "page", with: String(page)) }

  /// The first, the last, and those around the current one.
  private func pageLinks(_ current: Int, _ last: Int, _ base: Input) -> [ListView.PageLink] {
    var links: [ListView.PageLink] = []
    var before = 0
    for page in Set([1, last, current - 1, current, current + 1]).filter({ (1...last).contains($0) }).sorted() {
      if page > before + 1 { links.append(ListView.PageLink(text: "…", href: "", isCurrent: false, isGap: true)) }
      links.append(ListView.PageLink(text: format.number(page), href: link(to: page, base), isCurrent: page == current, isGap: false))
      before = page
    }
    return links
  }
}

extension Field {
  /// What a filter lets through, in words; nil while it lets everything through.
  fileprivate func chosen(_ format: Format) -> String? {
    if value.isEmpty { return nil }
    return switch kind {
    case .hidden: nil
    case .checkbox: label
    case .date: Day(value).map { format.shortDay($0) } ?? value
    case .month: Month(value).map { format.month($0) } ?? value
    default: groups.flatMap(\.options).first { $0.value == value }?.label ?? value
    }
  }
}
