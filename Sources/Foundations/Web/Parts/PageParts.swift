import Kernel

/// A way from one page to another.
package struct PageLink: Sendable {
  let text: String
  package let path: String
  let isMain: Bool
  let isFile: Bool
  let isCurrent: Bool

  package init(_ text: String, _ path: String, isMain: Bool = false, isFile: Bool = false, isCurrent: Bool = false) {
    (self.text, self.path, self.isMain, self.isFile, self.isCurrent) = (text, path, isMain, isFile, isCurrent)
  }
  package static let sample = PageLink("Ouvrir", "/applications/new", isMain: true, isFile: true, isCurrent: true)
}

/// A name and its value.
package struct PageFact: Sendable {
  let name: String
  package let value: String
  let path: String?

  package init(_ name: String, _ value: String, path: String? = nil) { (self.name, self.value, self.path) = (name, value, path) }
  package static let sample = PageFact("Besoin", "3 modules", path: "/plan")
}

/// A figure on top of a page, with what it says more.
package struct PageFigure: Sendable {
  let name: String
  let value: String
  let note: String?
  let path: String?

  package init(_ name: String, _ value: String, note: String? = nil, path: String? = nil) {
    (self.name, self.value, self.note, self.path) = (name, value, note, path)
  }
  package static let sample = PageFigure("Dû", "12,00 €", note: "dont 2,00 € en retard", path: "/late")
}

/// One thing that can be done, with its own small form.
package struct PageDeed: Sendable {
  let id: String?
  let path: String
  let name: String
  let hint: String
  package let fields: [Field]
  let button: String
  /// Asked before it is done for good.
  let confirm: String?
  let isUpload: Bool
  let isDangerous: Bool
  package let isMain: Bool
  package var isOpen: Bool

  /// What is dangerous asks again with its hint, unless there is another question.
  package init(
    _ path: String, _ name: String, hint: String, fields: [Field] = [], id: String? = nil, button: String? = nil, confirm: String? = nil,
    isUpload: Bool = false, isDangerous: Bool = false, isMain: Bool = false, isOpen: Bool = false
  ) {
    (self.id, self.path, self.name, self.hint, self.fields) = (id, path, name, hint, fields)
    (self.button, self.confirm) = (button ?? name, confirm ?? (isDangerous ? hint : nil))
    (self.isUpload, self.isDangerous, self.isMain, self.isOpen) = (isUpload, isDangerous, isMain, isOpen)
  }
  package static let sample = PageDeed(
    "/applications/1/move", "Retirer", hint: "Le dossier quitte la liste.", fields: [Field("reason", .textarea, label: "Motif")],
    id: "remove", isUpload: true, isDangerous: true, isMain: true, isOpen: true)
}
