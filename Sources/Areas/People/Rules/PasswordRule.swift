import Kernel

/// What makes a password worth having: length first, then that nobody would try it early.
package enum PasswordRule {
  package static let shortest = 12
  package static let longest = 200

  /// The text key of what is wrong, nil when nothing is.
  package static func problem(with password: String, email: String, name: String) -> String? {
    if password.count < shortest { return "people.problem.passwordShort" }
    if password.utf8.count > longest { return "people.problem.passwordLong" }
    if password.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) { return "kernel.problem.characters" }
    let plain = letters(of: password)
    let local = email.split(separator: "@").first.map(String.init) ?? email
    let own = [email, local, name, String(name.split(separator: " ").reversed().joined(separator: " "))].map(letters)
    if own.contains(where: { $0.count >= 4 && restIsThin(plain, without: $0) }) { return "people.problem.passwordOwn" }
    if isCommon(plain) || isMonotonous(plain) { return "people.problem.passwordCommon" }
    return nil
  }

  /// Lower case, without accents, blanks and marks: what someone who guesses would ignore as well.
  private static func letters(of text: String) -> String { text.folded.filter { $0.isLetter || $0.isNumber } }

  /// What is left beside the known word is fewer than five characters, such as a year.
  private static func restIsThin(_ plain: String, without word: String) -> Bool {
    guard plain.contains(word) else { return false }
    return plain.replacing(word, with: "").count < 5
  }

  private static func isCommon(_ plain: String) -> Bool { common.contains { restIsThin(plain, without: $0) } }

  /// One short piece again and again, or a run along the keyboard, the alphabet or the digits.
  private static func isMonotonous(_ plain: String) -> Bool {
    if Set(plain).count <= 4 { return true }
    let isRepeated = (1...6).contains { length in
      plain.count >= length * 2 && !plain.isEmpty
        && String(repeating: String(plain.prefix(length)), count: plain.count / length + 1).hasPrefix(plain)
    }
    return isRepeated || runs.contains { $0.contains(plain) || String($0.reversed()).contains(plain) }
  }

  private static let runs = [
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn", "1a2z3e4r5t6y7u8i9o0p", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p",
  ]
  /// Words and sequences that head the published lists of leaked passwords in French, English and German, and the house's own names.
  private static let common = [
    "password", "passwort", "motdepasse", "motdepass", "123456789", "1234567890", "12345678", "azerty", "azertyuiop", "qwerty",
    "qwertyuiop",
    "qwertz", "qwertzuiop", "administrator", "administrateur", "bienvenue", "welcome", "willkommen", "changeme", "changezmoi", "letmein",
    "iloveyou", "jetaime", "jetaimemonamour", "ichliebedich", "princesse", "princess", "prinzessin", "football", "baseball", "superman",
    "batman",
    "dragon", "monkey", "sunshine", "shadow", "master", "chocolat", "doudou", "loulou", "soleil", "marseille", "strasbourg", "mulhouse",
    "alsace",
    "hallowelt", "helloworld", "bonjour", "passw0rd", "p4ssw0rd", "trustno1", "starwars", "whatever", "computer", "internet", "ordinateur",
    "maisondunumerique", "km0", "kmzero", "fonderie", "111111111111", "000000000000", "abc123", "a1b2c3d4", "test", "demo", "secret",
    "geheim",
    "correcthorsebatterystaple",
  ]
}
