import Invoicing
import Kernel
import Web

extension Quarter {
  /// `T2 2026`, `Q2 2026`.
  func text(in language: Language) -> String { (language == .french ? "T" : "Q") + "\(quarter) \(year)" }
}

extension Visit {
  /// What a file of a lease is.
  package func filed(_ file: LeaseFile) -> String {
    switch file.purpose {
    case .amendment: text("leasing.filed.amendmentSigned", ["number": "\(file.amendment ?? 0)"])
    case .notice: text("leasing.filed.notice", ["side": text("leasing.side.\((file.side ?? .tenant).rawValue)")])
    case .signature, .photo, .insurance: text("leasing.filed.\(file.purpose.rawValue)")
    }
  }

  func quarterText(_ quarter: Quarter) -> String { quarter.text(in: language) }
  /// `138,01`
  func shownPoint(_ hundredths: Int64) -> String {
    let text = pointText(hundredths)
    return language == .english ? text : text.replacing(".", with: ",")
  }

  func shownRatio(_ ratio: String) -> String { language == .english ? ratio : ratio.replacing(".", with: ",") }

  /// A step of the way to an amount, its values in the visitor's form.
  func explained(_ step: ExplanationStep) -> String {
    var values: [String: String] = [:]
    for (name, value) in step.values {
      switch name {
      case "amount", "before", "after", "year", "rate", "invoiced", "due":
        values[name] = Int64(value).map { format.money(Money(cents: $0)) } ?? value
      case "day", "from", "last", "period": values[name] = Day(value).map { format.shortDay($0) } ?? value
      case "share": values[name] = Int64(value).map { format.percentage(Percentage(basisPoints: $0)) } ?? value
      case "area": values[name] = Int64(value).map { format.area(FloorArea(hundredths: $0)) } ?? value
      case "base", "new": values[name] = Quarter(value).map { quarterText($0) } ?? value
      case "baseValue", "newValue", "ratio": values[name] = shownRatio(value)
      case "month": values[name] = Month(value).map { format.month($0) } ?? value
      default: values[name] = value
      }
    }
    return text(step.text, values)
  }
}
