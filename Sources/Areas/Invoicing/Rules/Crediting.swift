import Kernel

/// What may still be given back of a line, and whether a request stays within it (docs/invoicing.md, "Credit notes").
package struct CreditedLine: Sendable, Hashable {
  package let place: Int
  /// As it stands on the invoice, with its sign.
  package let net: Money
  /// What earlier credit notes gave back of it, with the same sign.
  package let credited: Money

  package init(place: Int, net: Money, credited: Money) { (self.place, self.net, self.credited) = (place, net, credited) }

  package var left: Money { net - credited }

  /// Within what is left, on its side of zero, and something at all.
  package func allows(_ amount: Money) -> Bool {
    left >= .zero ? amount > .zero && amount <= left : amount < .zero && amount >= left
  }
}

/// A line to give back: all that is left of it, or an amount.
package struct CreditRequest: Sendable, Hashable {
  package let place: Int
  package let amount: Money?

  package init(place: Int, amount: Money? = nil) { (self.place, self.amount) = (place, amount) }
}

package enum Crediting {
  /// The amounts to give back by place; nil requests mean everything that is left. Problems instead, all at once.
  package static func amounts(of lines: [CreditedLine], _ requests: [CreditRequest]?) -> (
    amounts: [(place: Int, net: Money)], problems: [Problem]
  ) {
    let asked = requests ?? lines.filter { $0.left != .zero }.map { CreditRequest(place: $0.place) }
    var amounts: [(place: Int, net: Money)] = []
    var problems: [Problem] = []
    if asked.isEmpty { problems.append(Problem("invoicing.problem.nothingLeft")) }
    var seen: Set<Int> = []
    for request in asked {
      guard let line = lines.first(where: { $0.place == request.place }), seen.insert(request.place).inserted else {
        problems.append(Problem("kernel.problem.choice", field: "line-\(request.place)"))
        continue
      }
      let amount = request.amount ?? line.left
      if line.allows(amount) {
        amounts.append((line.place, amount))
      } else {
        problems.append(Problem("invoicing.problem.tooMuch", field: "line-\(request.place)", ["left": line.left.decimal]))
      }
    }
    return (amounts, problems)
  }
}
