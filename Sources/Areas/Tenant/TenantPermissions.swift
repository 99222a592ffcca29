import Kernel

extension Permission {
  /// The side of the resident: what is one's own in the house. The house has its own pages for the same things.
  package static let seeMine = Permission("tenant.mine.see", [.school, .resident])
  /// Ask for more or fewer cells, and take it back.
  package static let askHouse = Permission("tenant.request.make", [.school, .resident])
  /// Jobs and turnover of a year.
  package static let declareYear = Permission("tenant.declaration.make", [.school, .resident])
  package static let answerRequests = Permission("tenant.request.answer", [.director, .development, .rental])
  package static let seeDeclarations = Permission("tenant.declaration.see", [.director, .development, .rental])

  static let ofTenant: [Permission] = [seeMine, askHouse, declareYear, answerRequests, seeDeclarations]
}
