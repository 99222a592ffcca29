/// What a browser calls itself, in two words a person recognises.
package enum BrowserName {
  /// `Firefox, Linux`; nil when neither can be told.
  package static func of(_ userAgent: String) -> String? {
    // The order matters: most browsers also name those they resemble.
    let browsers = [
      ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
      ("Safari", "Safari"), ("curl", "curl"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ]
    let browser = browsers.first { userAgent.contains($0.0) }?.1
    let system = systems.first { userAgent.contains($0.0) }?.1
    let names = [browser, system].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
