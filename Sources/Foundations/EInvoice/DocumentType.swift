/// The type of an electronic invoice (BT-3), a code of UNTDID 1001.
package enum DocumentType: Int, Sendable, CaseIterable, Codable {
  case invoice = 380
  case creditNote = 381
  case corrected = 384
  case downPayment = 386
}
