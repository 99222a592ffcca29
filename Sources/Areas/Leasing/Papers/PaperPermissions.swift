import Kernel

extension Permission {
  /// The words of contracts and letters.
  package static let writeLeaseTexts = Permission("leasing.texts.write", [.director, .rental])
}
