import Secrets
import Testing

@Suite("Secrets") struct SecretTests {
  @Test func knownFingerprints() {
    #expect(Digest.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(Digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    // RFC 4231, test case 2.
    #expect(
      Digest.hexadecimal(Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(Digest.areEqual("secret", "secret"))
    #expect(!Digest.areEqual("secret", "secre"))
    #expect(!Digest.areEqual("secret", "secrat"))
  }

  @Test func randomTexts() {
    let many = Set((0..<1000).map { _ in Secret.random(bytes: 32) })
    #expect(many.count == 1000)
    #expect(many.allSatisfy { $0.utf8.count == 43 && Secret.bytes(base64url: $0)?.count == 32 })
    for length in 0..<10 {
      let bytes = Secret.randomBytes(length)
      #expect(Secret.bytes(base64url: Secret.base64url(bytes)) == bytes)
    }
    #expect(Secret.bytes(base64url: "a+b=") == nil)
  }

  @Test func passwords() async {
    let digest = await PasswordDigest.digest(of: "Écluse 23 du canal")
    #expect(digest.text.hasPrefix("scrypt$15$8$1$"))
    #expect(digest.isCurrent)
    async let right = digest.isDigest(of: "Écluse 23 du canal")
    // The same letters as separate accents.
    async let decomposed = digest.isDigest(of: "E\u{301}cluse 23 du canal")
    async let wrong = digest.isDigest(of: "Ecluse 23 du canal")
    #expect(await right)
    #expect(await decomposed)
    #expect(await !wrong)
    // RFC 7914, section 12: N = 1024, r = 8, p = 16 is dearer than what a column may ask for.
    for text in ["", "scrypt$15$8$1$$", "scrypt$63$8$1$AAAA$AAAA", "scrypt$15$8$999$AAAA$AAAA", "md5$x"] {
      #expect(!PasswordDigest(stored: text).verifies("x"))
    }
  }
}
