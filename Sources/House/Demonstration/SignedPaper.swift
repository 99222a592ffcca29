import Kernel
import Leasing

/// A paper that somebody signed by hand, as it would be scanned: one page that says so, made up like the people of the demonstration.
enum SignedPaper {
  static func upload(_ number: String) -> LeaseUpload {
    LeaseUpload(name: "\(number)-signe.pdf", type: "application/pdf", bytes: Array(page("Papier signe - \(number)").utf8))
  }

  /// The least that every reader of PDF takes: one page with one line.
  private static func page(_ words: String) -> String {
    let drawing = "BT /F1 18 Tf 72 760 Td (\(words)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n" }
    return text + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
  }
}
