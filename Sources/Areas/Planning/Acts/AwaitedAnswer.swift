/// Waits for a calculation on threads of its own: looks at it twenty times a second until it has its answer.
///
/// - Parameters:
///   - stop: asks the calculation to end with what it has.
///   - tell: called at every eighth look; writes down how far it is, and says whether somebody wants it to stop.
func awaited<Standing: Sendable, Answer>(
  _ look: () -> Standing, _ answer: (Standing) -> Answer?, stop: () -> Void, tell: (Standing) async throws -> Bool
) async throws -> Answer {
  var looked = 0
  while true {
    try await Task.sleep(for: .milliseconds(50))
    let standing = look()
    if let answer = answer(standing) { return answer }
    looked += 1
    if looked.isMultiple(of: 8), try await tell(standing) { stop() }
  }
}
