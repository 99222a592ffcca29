import Kernel
import Testing
import Web

@Suite struct ListTests {
  @Test func csvIsWhatFrenchSpreadsheetsOpen() {
    let bytes = CSV.bytes(
      ["Nom", "Surface"], [["Dupont; fils", "15,00"], ["dit \"le\" grand", "-12,50"], ["=1+1", "@x"], ["-2+3", "+33 3"]])
    let expected =
      "\u{FEFF}Nom;Surface\r\n\"Dupont; fils\";\"15,00\"\r\n\"dit \"\"le\"\" grand\";\"-12,50\"\r\n'=1+1;'@x\r\n'-2+3;'+33 3\r\n"
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func onlyWhatIsOfferedCanBeAskedOfAList() {
    let list = ListQuery(
      Input(["q": "  École   23 ", "sort": "name; DROP", "direction": "down", "page": "3"]), sorts: ["-signed", "name"], size: 20)
    #expect(list.sort == "signed" && list.isDescending && list.page == 3 && list.offset == 40)
    #expect(list.words == "École 23" && list.foldedWords == ["ecole", "23"])
    #expect(list.finds("L’ÉCOLE au bâtiment 23") && !list.finds("école 24"))
    let named = ListQuery(Input(["sort": "name", "page": "-4"]), sorts: ["-signed", "name"])
    #expect(named.sort == "name" && !named.isDescending && named.page == 1)
    #expect(list.slice(Array(0..<45)) == [40, 41, 42, 43, 44] && list.slice([1]) == [])
  }
}
