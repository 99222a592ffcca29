import Testing

@testable import Welcome

@Suite struct MarkupTests {
  @Test(
    arguments: [
      ("Un\ndeux\n\nTrois", "<p>Un deux</p>\n<p>Trois</p>\n"), ("## Titre\nTexte", "<h2>Titre</h2>\n<p>Texte</p>\n"),
      ("- un\r\n- deux\r\n\r\nfin", "<ul><li>un</li><li>deux</li></ul>\n<p>fin</p>\n"), ("", ""), ("\n\n\n", ""),
      (
        "Voir https://km0.example/a?b=1&c.",
        "<p>Voir <a href=\"https://km0.example/a?b=1&amp;c\" rel=\"noopener\">km0.example/a?b=1&amp;c</a>.</p>\n"
      ),
    ])
  func whatIsWritten(_ source: String, _ html: String) { #expect(PlainMarkup.html(source) == html) }

  /// Whatever is typed, no tag comes out but our own.
  @Test(
    arguments: [
      "<script>alert(1)</script>", "## <img src=x onerror=alert(1)>", "- \"><b>", "https://x.example/\"onmouseover=alert(1)//",
      "javascript:alert(1)",
      "https://x.example/<script>", "http://plain.example/", "https://'x'.example/'", "&lt;b&gt;", "\u{0}<b>", "{{t.web}} {{{content}}}",
    ])
  func nothingTypedIsHTML(_ source: String) {
    let html = PlainMarkup.html(source)
    let rest = html.replacing(#/<\/?(p|h2|ul|li)>|<a href="https:\/\/[^"<>']*" rel="noopener">|<\/a>/#, with: "")
    #expect(!rest.contains("<") && !rest.contains(">") && !rest.contains("\""), "\(html)")
  }

  @Test func titlesLeadsAndSummaries() {
    #expect(PlainMarkup.titled("\u{FEFF}# Maison\r\n\r\nDes mots.\r\n") == ("Maison", "Des mots."))
    #expect(PlainMarkup.titled("Maison") == ("", "Maison"))
    #expect(PlainMarkup.parted("Un\n\nDeux\n\n## Trois\n\nQuatre") == ("Un\n\nDeux", "## Trois\n\nQuatre"))
    #expect(PlainMarkup.summary("## Titre\n\nDes  mots\nen ligne.") == "Des mots en ligne.")
    #expect(PlainMarkup.summary("un deux trois", limit: 8) == "un deux…")
    #expect(PlainMarkup.summary("") == nil)
  }
}
