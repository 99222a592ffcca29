import Kernel
import Testing

@Suite("Identities and folded text") struct IdentityTests {
  @Test func laterIsGreater() {
    var last = ID<Persons>("")
    for second in 1_700_000_000..<1_700_000_200 {
      let next = ID<Persons>.fresh(at: Instant(seconds: Int64(second)))
      #expect(last < next)
      #expect(next.text.count == 36)
      #expect(Array(next.text)[14] == "7")
      #expect("89ab".contains(Array(next.text)[19]))
      last = next
    }
  }

  @Test func noneTwice() {
    let now = Instant(seconds: 1_700_000_000)
    #expect(Set((0..<20_000).map { _ in ID<Persons>.fresh(at: now) }).count == 20_000)
  }

  @Test func fromOutside() {
    let id = ID<Persons>.fresh(at: Instant(seconds: 0))
    #expect(ID<Persons>(checking: id.text.uppercased()) == id)
    for text in ["", "x", String(id.text.dropLast()), id.text + "0", id.text.replacing("-", with: "0"), "'; DROP TABLE people; --"] {
      #expect(ID<Persons>(checking: text) == nil)
    }
  }

  @Test(
    "Folding",
    arguments: [
      ("Émile ŒUVRE", "emile oeuvre"), ("Straße", "strasse"), ("ÇA ET LÀ", "ca et la"), ("Ｆｕｌｌ", "full"), ("Øresund", "oresund"),
      ("ＫＭ０", "km0"),
    ])
  func folding(text: String, expected: String) { #expect(text.folded == expected) }

  @Test func namesAreInOrderAsPeopleLookForThem() {
    let names = [("Zoé", 1), ("œuvre", 2), ("Odile", 3), ("Émile", 5), ("emile", 4)]
    #expect(names.sorted(byFolding: \.0, then: \.1).map(\.1) == [4, 5, 3, 2, 1])
    #expect(names.map(\.0).sorted(byFolding: \.self).suffix(3) == ["Odile", "œuvre", "Zoé"])
  }
}
