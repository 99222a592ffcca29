import Kernel
import Web

extension LeaseForm {
  /// Prices agreed for later, each by the number of its heading.
  static func steps(_ visit: Visit, _ lines: [LineDraft]) -> LeaseFormPage.Group {
    let known = lines.enumerated().flatMap { place, line in line.steps.map { (line: place + 1, step: $0) } }
    let parts = (1...max(LineReading.mostSteps, known.count)).map { row in
      let step = row <= known.count ? known[row - 1] : nil
      return LeaseFormPage.Part(
        legend: visit.text("leasing.group.step", ["number": "\(row)"]),
        fields: [
          visit.field("step\(row)_line", .number, label: "leasing.field.stepLine", value: step.map { "\($0.line)" }),
          visit.field("step\(row)_from", .date, label: "leasing.field.stepFrom", value: step?.step.from.description),
          visit.field(
            "step\(row)_amount", .money, label: "leasing.field.amount", value: step.map { visit.format.typed($0.step.price.amount) }),
        ])
    }
    return LeaseFormPage.Group(
      legend: visit.text("leasing.group.steps"), hint: visit.text("leasing.hint.step"), fields: [], isFolded: true, parts: parts)
  }

  static func reductions(_ visit: Visit, _ known: [ReductionDraft]) -> LeaseFormPage.Group {
    let parts = (1...max(LineReading.mostReductions, known.count)).map { row in
      let reduction = row <= known.count ? known[row - 1] : nil
      let last = reduction?.until.map { $0 - 1 }
      let share = reduction.map { visit.format.typed(Money(cents: $0.share.basisPoints)) }
      return LeaseFormPage.Part(
        legend: visit.text("leasing.group.reduction", ["number": "\(row)"]),
        fields: [
          visit.field("reduction\(row)_from", .date, label: "leasing.field.reductionFrom", value: reduction?.from.description),
          visit.field("reduction\(row)_last", .date, label: "leasing.field.reductionLast", value: last?.description),
          visit.field("reduction\(row)_share", .number, label: "leasing.field.reductionShare", value: share, hint: "leasing.hint.share"),
        ])
    }
    return LeaseFormPage.Group(
      legend: visit.text("leasing.group.reductions"), hint: visit.text("leasing.hint.reduction"), fields: [], isFolded: true, parts: parts)
  }
}
