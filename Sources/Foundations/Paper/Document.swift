import Kernel

/// A printed document, as values: what it says, never where it stands. The same document makes the same bytes.
package struct Document: Sendable, Hashable {
  package var title: String
  package var language: Language
  package var author: String
  /// The moment it is dated by; printing looks at no clock.
  package var made: Instant
  package var letterhead: Letterhead?
  package var address: AddressWindow?
  package var body: [Block]
  package var footer: Footer
  package var attachments: [Attachment]
  /// Facts in the metadata beside those every document has, as Factur-X asks.
  package var schemas: [MetadataSchema]
  /// On sheets laid across: for tables of many columns.
  package var isAcross: Bool

  package init(
    title: String, language: Language, author: String, made: Instant, letterhead: Letterhead? = nil, address: AddressWindow? = nil,
    body: [Block], footer: Footer = Footer(), attachments: [Attachment] = [], schemas: [MetadataSchema] = [],
    isAcross: Bool = false
  ) {
    (self.title, self.language, self.author, self.made) = (title, language, author, made)
    (self.letterhead, self.address, self.body, self.footer) = (letterhead, address, body, footer)
    (self.attachments, self.schemas, self.isAcross) = (attachments, schemas, isAcross)
  }
}

/// Who writes: at the top of the first page, left of the address window.
package struct Letterhead: Sendable, Hashable {
  package var name: String
  /// Address, telephone and the like, one a line.
  package var lines: [Words]
  /// References of this letter, beside the address window.
  package var references: [Fact]

  package init(name: String, lines: [Words] = [], references: [Fact] = []) {
    (self.name, self.lines, self.references) = (name, lines, references)
  }
}

/// What shows through the window of a French DL envelope, on the right: at most seven lines are seen there.
package struct AddressWindow: Sendable, Hashable {
  package var lines: [String]
  /// Place and day, under the window.
  package var dateline: String

  package init(_ lines: [String], dateline: String = "") { (self.lines, self.dateline) = (lines, dateline) }
}

/// At the foot of every page.
package struct Footer: Sendable, Hashable {
  package var lines: [Words]
  /// `Page {page} / {pages}`; empty for none.
  package var numbering: String

  package init(_ lines: [Words] = [], numbering: String = "") { (self.lines, self.numbering) = (lines, numbering) }

  func number(_ page: Int, of pages: Int) -> String {
    numbering.replacing("{page}", with: String(page)).replacing("{pages}", with: String(pages))
  }
}

/// A file that travels inside the document.
package struct Attachment: Sendable, Hashable {
  /// What the file is to the document (ISO 32000-2, AFRelationship).
  package enum Relationship: String, Sendable {
    case source = "Source"
    case data = "Data"
    case alternative = "Alternative"
    case supplement = "Supplement"
    case unspecified = "Unspecified"
  }
  package var name: String
  package var description: String
  /// `text/xml`
  package var type: String
  package var relationship: Relationship
  package var made: Instant
  package var bytes: [UInt8]

  package init(name: String, description: String, type: String, relationship: Relationship, made: Instant, bytes: [UInt8]) {
    (self.name, self.description, self.type) = (name, description, type)
    (self.relationship, self.made, self.bytes) = (relationship, made, bytes)
  }
}

/// Why a document could not be printed. None of it depends on what a person typed.
package enum PaperFault: Error, Sendable, Equatable {
  /// Cairo's own word, as "out of memory".
  case drawing(String)
  case file(String)
  /// The colour profile of the package icc-profiles-free is not there.
  case noColourProfile(String)
  /// Two attachments would bear one name.
  case attachmentTwice(String)
}
