import Foundation

/// Pictures small enough to stand here: 24 × 16 pixels, red with a blue corner.
package enum Photos {
  /// Taken with the camera turned: seen, it is 16 wide and 24 high.
  package static let jpeg = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9\
    PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj\
    Y2NjY2NjY2NjY2NjY2P/wAARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAIF/8QAFhABAQEAAAAAAAAAAAAAAAAAAANB/8QAFgEBAQEA\
    AAAAAAAAAAAAAAAABQEE/8QAHhEAAQIHAQAAAAAAAAAAAAAAAAMRAQIEEhNh4QX/2gAMAwEAAhEDEQA/AMtc9WKvX5U4yWs++G+n8/CpCe5210ADhM//2Q==
    """)
  /// One pixel of it is glass.
  package static let png = bytes(
    """
    iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAAMklEQVR42mPUiDrxn4EEsOBRAinKGZgYaAxGLRi1gHLAeMJG4/9oEI1aMIItsDhygxEA1vYI\
    SmCa2BMAAAAASUVORK5CYII=
    """)

  private static func bytes(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text) ?? Data()) }
}
