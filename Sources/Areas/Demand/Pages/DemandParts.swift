import Kernel
import Web

/// Words under a heading.
package struct PageText: Sendable {
  let title: String
  let text: String
  package init(_ title: String, _ text: String) { (self.title, self.text) = (title, text) }
}

extension Visit {
  /// A deed of the area, whose words are `demand.deed.NAME.name` and `.hint`; open when its form is shown again.
  func deed(
    _ path: String, _ name: String, _ fields: [Field] = [], isUpload: Bool = false, isDangerous: Bool = false, isMain: Bool = false,
    isOpen: Bool = false
  ) -> PageDeed {
    PageDeed(
      path, text("demand.deed.\(name).name"), hint: text("demand.deed.\(name).hint"), fields: fields.said(isSaid(at: path)),
      isUpload: isUpload,
      isDangerous: isDangerous, isMain: isMain, isOpen: isOpen || url == path)
  }
  func reason(required: Bool = true) -> Field { field("reason", .textarea, label: "demand.field.reason", required: required) }
  func column(_ name: String, isNumber: Bool = false) -> PageTable.Column {
    PageTable.Column(text("demand.column.\(name)"), isNumber: isNumber)
  }
}
