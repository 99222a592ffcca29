import EInvoice
import Kernel
import Web

extension InvoiceWording {
  /// The words of the printed invoice from the texts of the house, its amounts and days as the house writes them.
  package init(_ texts: Texts, in language: Language) {
    let format = Format(language)
    self.init(
      language: language, text: { label, arguments in texts.text(label.key, in: language, arguments) }, money: { format.money($0) },
      day: { format.shortDay($0) })
  }
}
