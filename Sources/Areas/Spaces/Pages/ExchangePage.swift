import Foundation
import Kernel
import Store
import Web

/// Where the house goes out as one archive and comes in from one: first what would happen, then the import itself.
package struct ExchangePage: Page {
  /// What is wrong, and where: file, line and column.
  struct Fault: Sendable {
    let place: String?
    let text: String
  }
  struct Part: Sendable {
    let name: String
    let added: String
    let changed: String
    let unchanged: String
    let events: String
  }
  package static let template = "spaces-exchange"
  package let title: String
  let archiveName: String
  let upload: [Field]
  let faultCount: String?
  let faults: [Fault]
  let hasPreview: Bool
  let changesNothing: Bool
  let fileName: String
  let parts: [Part]
  /// Paths of files nobody here reads.
  let unknown: [String]
  let hasUnknown: Bool
  /// The archive again, for the button that imports what was looked at.
  let archive: String

  package static let sample = ExchangePage(
    title: "Échanges", archiveName: "km0-2026-11-24.zip", upload: [Field("archive", .file, label: "Archive")],
    faultCount: "1 faute", faults: [Fault(place: "cells.csv:12:kind", text: "Choix inconnu.")], hasPreview: true, changesNothing: true,
    fileName: "maison.zip", parts: [Part(name: "Plan", added: "12", changed: "1", unchanged: "294", events: "3")],
    unknown: ["notes.txt"], hasUnknown: true, archive: "UEsDBA==")
}

/// What an import did or would do, as programs read it.
struct ExchangeJSON: Encodable, Sendable {
  struct Part: Encodable, Sendable {
    let name: String
    let added: Int
    let changed: Int
    let unchanged: Int
    let events: Int
  }
  let parts: [Part]
  /// Paths of files nobody here reads.
  let unknown: [String]

  init(_ parts: [ImportedPart], unknown: [String]) {
    self.parts = parts.map { Part(name: $0.name, added: $0.added, changed: $0.changed, unchanged: $0.unchanged, events: $0.events) }
    self.unknown = unknown
  }
}
