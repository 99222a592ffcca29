/// An address that cannot be listened on, in a sentence that says why.
package struct ListeningFault: Error, CustomStringConvertible {
  package let description: String

  /// Nil for an error of another kind. The server's library tells the kind in its text only.
  init?(_ error: any Error, _ settings: Settings) {
    let text = "\(error)"
    guard text.contains("bind") else { return nil }
    let place = "\(settings.address), port \(settings.port)"
    if text.contains("errno: 98") {
      description = "\(place) is taken by another program. Choose another with --port."
    } else if text.contains("errno: 13") {
      description = "\(place) may not be listened on: ports below 1024 want privileges."
    } else if text.contains("errno: 99") {
      description = "\(settings.address) is no address of this machine."
    } else {
      description = "\(place) cannot be listened on: \(text)"
    }
  }
}
