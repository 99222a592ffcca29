import Kernel

extension Permission {
  /// Read and answer what visitors ask.
  package static let handleEnquiries = Permission("welcome.enquiries.handle", [.director, .development, .rental, .reception])
  /// Write the words of the public pages.
  package static let writePublicPages = Permission("welcome.pages.write", [.director, .development])
}
