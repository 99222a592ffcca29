import Kernel

/// A page: a struct whose stored, already formatted properties are exactly what its template names.
package protocol Page: Sendable {
  /// The template without its ending: `spaces-plan`.
  static var template: String { get }
  /// A page as it may come, with every list filled and every optional present: what the tests walk the template with.
  static var sample: Self { get }
  /// What the browser's tab and the frame say.
  var title: String { get }
  /// A sentence for search engines and for those a link is sent to; nil of a page that is not for them.
  var summary: String? { get }
}

extension Page {
  package var summary: String? { nil }
}
