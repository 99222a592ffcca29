import Banking
import Kernel
import Web

extension InputReader {
  mutating func requiredMoney(_ field: String) -> Money? {
    let amount = required(field) { $0.money(field) }
    if let amount, amount <= .zero {
      problems.add("payments.problem.amount", field: field)
      return nil
    }
    return amount
  }

  /// Numbers of documents, apart by blanks or commas, or ticked one by one.
  mutating func numbers(_ field: String) -> [String] {
    let typed = input.all(field).flatMap { $0.split { $0.isWhitespace || $0 == "," || $0 == ";" } }.map(String.init)
    if typed.count > 100 || typed.contains(where: { $0.count > 60 || $0.unicodeScalars.contains { $0.value < 32 } }) {
      problems.add("kernel.problem.choice", field: field)
      return []
    }
    var seen: Set<String> = []
    return typed.filter { seen.insert($0).inserted }
  }

  mutating func iban(_ field: String) -> IBAN? {
    guard let typed = requiredTextOrNil(field, limit: 60) else { return nil }
    do { return try IBAN(checking: typed) } catch {
      problems.add("payments.problem.iban.\(error.rawValue)", field: field)
      return nil
    }
  }
  mutating func bic(_ field: String) -> BIC? {
    guard let typed = text(field, limit: 20) else { return nil }
    if let bic = BIC(checking: typed) { return bic }
    problems.add("payments.problem.bic", field: field)
    return nil
  }
  private mutating func requiredTextOrNil(_ field: String, limit: Int) -> String? {
    let text = requiredText(field, limit: limit)
    return text.isEmpty ? nil : text
  }
}

extension Visit {
  /// A reason of the bank in words, with its code; what a person wrote as it is.
  func reason(_ reason: String) -> String {
    guard ReturnReason(rawValue: reason) != nil else { return reason }
    return "\(text("payments.reason.\(reason)")) (\(reason))"
  }
}
