import Kernel
import Testing

@testable import Web

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
}
