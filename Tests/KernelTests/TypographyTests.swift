import Testing

@testable import Kernel

@Suite struct TypographyTests {
  @Test(arguments: [
    (Language.french, "L'étage n'ouvre que le {day}.", "L’étage n’ouvre que le {day}."),
    (.french, "Motif : {why} ; vraiment ?", "Motif\u{202F}: {why}\u{202F}; vraiment\u{202F}?"),
    (.french, "La clé « {key} » : 99,5 % !", "La clé «\u{202F}{key}\u{202F}»\u{202F}: 99,5\u{202F}%\u{202F}!"),
    (.french, "Le {day} à 10:30, voir https://km0.example", "Le {day} à 10:30, voir https://km0.example"),
    (.english, "{name}'s option : kept", "{name}’s option : kept"),
    (.german, "'Halle' geht's", "'Halle' geht’s"),
    (.english, "'", "'"),
  ])
  func setsWhatWasTyped(language: Language, typed: String, expected: String) {
    #expect(Typography.set(typed, in: language) == expected)
    #expect(Typography.set(expected, in: language) == expected)
  }

  @Test(arguments: [
    (Language.french, "Le 1er février 2019 : l'option", "Le 1er\u{A0}février\u{A0}2019\u{202F}: l’option"),
    (.german, "am 4. Februar 2019", "am 4.\u{A0}Februar\u{A0}2019"), (.english, "on 4 February 2019", "on 4\u{A0}February\u{A0}2019"),
  ])
  func keepsADayTogether(language: Language, typed: String, expected: String) {
    #expect(Typography.onPaper(typed, in: language) == expected)
    #expect(Typography.onPaper(expected, in: language) == expected)
  }
}
