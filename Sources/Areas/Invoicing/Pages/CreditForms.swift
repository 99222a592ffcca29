import EInvoice
import Kernel
import Store
import Web

extension InvoiceRoutes {
  func creditForm(_ visit: Visit) async throws -> Answer {
    let reading = try await reading(visit, try visit.id("invoice"))
    let lines = reading.credited.filter { $0.left != .zero }
    let fields = lines.map { line in
      var field = visit.field("line-\(line.place)", .money, label: "invoicing.credit.amount", value: visit.format.typed(abs(line.left)))
      // Several lines may be called alike.
      let label = [lines.count > 1 ? "\(line.place)." : nil, reading.frozen.document.lines[line.place - 1].name].compactMap(\.self)
      field = Field.renamed(field, label: label.joined(separator: " "))
      field.hint = visit.text("invoicing.credit.left", ["amount": visit.format.money(line.left)])
      return field
    }
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.credit.title", ["number": reading.invoice.number]), lead: visit.text("invoicing.credit.lead"),
        action: "/invoices/\(reading.invoice.id)/credit",
        groups: [
          .init(visit.text("invoicing.credit.lines"), hint: visit.text("invoicing.credit.linesHint"), fields),
          .init(nil, [visit.field("reason", .text, label: "invoicing.credit.reason", required: true, hint: "invoicing.credit.reasonHint")]),
        ], button: visit.text("invoicing.credit.button"), buttonStyle: "danger", back: "/invoices/\(reading.invoice.id)"))
  }

  /// An amount is typed without a sign, on its line's side of zero; an empty or zero one leaves the line as it is.
  func crediting(_ visit: Visit) async throws -> CreditInvoice {
    let reading = try await reading(visit, try visit.id("invoice"))
    let (requests, reason) = try visit.reading { reader in
      var requests: [CreditRequest] = []
      for line in reading.credited {
        guard let amount = reader.money("line-\(line.place)"), amount != .zero else { continue }
        requests.append(CreditRequest(place: line.place, amount: line.left < .zero ? -amount : amount))
      }
      let isWhole = reader.flag("whole")
      if !isWhole, requests.isEmpty, reader.problems.isEmpty { reader.problems.add("invoicing.problem.nothing") }
      return (isWhole ? nil : requests, reader.requiredText("reason", limit: 300))
    }
    return CreditInvoice(reading.invoice.id, lines: requests, reason: reason, sources: desk.sources)
  }

  func correctForm(_ visit: Visit) async throws -> Answer {
    let reading = try await reading(visit, try visit.id("invoice"))
    let groups = reading.frozen.document.lines.enumerated().map { index, line in
      InvoicingFormPage.Group(
        visit.text("invoicing.correct.line", ["line": String(index + 1), "amount": visit.format.money(line.net)]),
        [
          visit.field("text-\(index + 1)", .text, label: "invoicing.charge.text", value: line.name),
          visit.field(
            "net-\(index + 1)", .text, label: "invoicing.charge.net", value: SignedMoney.typed(line.net, visit), inputMode: "decimal",
            width: "short"),
        ])
    }
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.correct.title", ["number": reading.invoice.number]), lead: visit.text("invoicing.correct.lead"),
        action: "/invoices/\(reading.invoice.id)/correct",
        groups: groups + [
          .init(nil, [visit.field("reason", .text, label: "invoicing.credit.reason", required: true, hint: "invoicing.credit.reasonHint")])
        ], button: visit.text("invoicing.correct.button"), buttonStyle: "primary", back: "/invoices/\(reading.invoice.id)"))
  }

  /// A line whose text and amount are both empty is left out.
  func correcting(_ visit: Visit) async throws -> CorrectInvoice {
    let reading = try await reading(visit, try visit.id("invoice"))
    let (lines, reason) = try visit.reading { reader in
      var lines: [CorrectedLine] = []
      for place in reading.frozen.document.lines.indices.map({ $0 + 1 }) {
        let text = reader.text("text-\(place)", limit: 200)
        let net = SignedMoney.read("net-\(place)", &reader)
        if text == nil && net == nil { continue }
        if text == nil { reader.problems.add("kernel.problem.missing", field: "text-\(place)") }
        if net == nil, !reader.problems.items.contains(where: { $0.field == "net-\(place)" }) {
          reader.problems.add("kernel.problem.missing", field: "net-\(place)")
        }
        lines.append(CorrectedLine(place: place, text: text ?? "", net: net ?? .zero))
      }
      return (lines, reader.requiredText("reason", limit: 300))
    }
    return CorrectInvoice(reading.invoice.id, lines: lines, reason: reason, mandates: desk.mandates, sources: desk.sources)
  }
}

/// An amount that may be negative, as `-12,50`.
enum SignedMoney {
  static func typed(_ amount: Money, _ visit: Visit) -> String { visit.format.typed(amount) }

  static func read(_ field: String, _ reader: inout InputReader) -> Money? {
    let text = reader.input[field].filter { !$0.isWhitespace }
    guard text.hasPrefix("-") || text.hasPrefix("\u{2212}") else { return reader.money(field) }
    // Read without its sign, by the same rule.
    var inner = InputReader(Input([field: String(text.dropFirst())]))
    let amount = inner.money(field)
    for problem in inner.problems.items { reader.problems.add(problem.code, field: problem.field, problem.arguments) }
    if amount == nil, inner.problems.isEmpty { reader.problems.add("kernel.problem.amount", field: field) }
    return amount.map { -$0 }
  }
}

private func abs(_ amount: Money) -> Money { Money(cents: Int64(amount.cents.magnitude)) }

extension Field {
  /// The same field under a label that is no text key.
  static func renamed(_ field: Field, label: String) -> Field {
    var renamed = Field(
      field.name, field.kind, label: label, value: field.value, hint: field.hint, problem: field.problem, required: field.isRequired)
    renamed.inputMode = field.inputMode
    renamed.width = field.width
    return renamed
  }
}
