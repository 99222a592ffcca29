import Testing

@testable import EInvoice

@Suite struct DocumentTypeTests {
  @Test func codesAreThoseOfTheList() { #expect(DocumentType.allCases.map(\.rawValue) == [380, 381, 384, 386]) }
}
