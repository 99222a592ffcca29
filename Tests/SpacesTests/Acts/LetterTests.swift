import Foundation
import Kernel
import Post
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// What holders read, in their own language.
@Suite struct LetterTests {
  static func letters(_ house: SpacesHouse, about organisation: String) async throws -> [Letter] {
    try await house.database.read { transaction in
      try transaction.rows(
        "SELECT to_address, to_name, subject, body FROM outbox WHERE to_name = \("Contact " + organisation) ORDER BY queued_at, id"
      )
      .map { Letter(to: try $0.get("to_address"), toName: try $0.get("to_name"), subject: try $0.get("subject"), body: try $0.get("body")) }
    }
  }

  /// From the option through a re-dating and a reminder to its release.
  @Test(arguments: TrialStore.engines, Language.allCases) func theLifeOfAnOption(engine: Engine, language: Language) async throws {
    try await SpacesHouse.with(engine, opened: false) { house in
      let format = Format(language)
      let holder = try await house.addOrganisation("Rhénane", language)
      let second = try await house.addOrganisation("Suivante", language)
      let day = SpacesHouse.day
      let hold = try await house.perform(
        house.option(
          holder, house.exactly(1, 2), .milestone(house.milestone, offset: 14), expires: day("2018-03-01"), rent: Money(cents: 300_00)))
      try await house.perform(
        house.option(second, house.exactly(2), .milestone(house.milestone, offset: 14), expires: day("2018-06-01"), queue: 1))
      try await house.perform(SlipMilestone(house.milestone, to: day("2018-06-01"), reason: "Charpente"), on: day("2018-02-01"))
      try await house.perform(RemindOfExpiry(), on: day("2018-02-20"))
      try await house.perform(ReleaseHold(hold, reason: "Autre projet"), on: day("2018-02-21"))

      let mine = try await Self.letters(house, about: "Rhénane")
      #expect(mine.count == 4)
      for letter in mine {
        #expect(letter.subject.contains("C-01, C-02"))
        #expect(letter.body.contains("Contact Rhénane") && letter.body.contains("Rhénane") && letter.body.contains("C-01, C-02"))
      }
      #expect(mine[0].body.contains(format.money(Money(cents: 300_00))) && mine[0].body.contains("Ouverture"))
      #expect(mine[0].body.contains(format.day(day("2018-02-28"))), "the last day, not the first on which it is over")
      #expect(mine[1].body.contains(format.day(day("2018-04-15"))) && mine[1].body.contains(format.day(day("2018-06-15"))))
      #expect(mine[1].body.contains("Charpente") && mine[1].subject.contains(format.day(day("2018-06-15"))))
      #expect(mine[2].subject.contains(format.day(day("2018-02-28"))))
      #expect(mine[3].body.contains("Autre projet"))

      let theirs = try await Self.letters(house, about: "Suivante")
      #expect(theirs.count == 3, "waiting, moved, and their turn")
      let place = SpaceLetters.texts.text("spaces.letter.movedWaiting.body", in: language).split(separator: "\n").first {
        $0.contains("{queue}")
      }
      #expect(theirs[1].body.contains(try #require(place).replacing("{queue}", with: "1")), "who waits is promised nothing")
      // Nobody promised them a rent: no line says so.
      let rent = SpaceLetters.texts.text("spaces.letter.turn.body", in: language).split(separator: "\n").first { $0.contains("{rent}") }
      let label = try #require(rent).prefix { $0 != "{" }
      #expect(!(theirs.last?.body.contains(label) ?? true))

      for letter in mine + theirs { expectReadable(letter) }
    }
  }

  private func expectReadable(_ letter: Letter) {
    for text in [letter.subject, letter.body] {
      #expect(!text.contains("{") && !text.contains("spaces.letter") && !text.contains("\u{0}"), "\(text)")
    }
    #expect(!letter.subject.isEmpty && !letter.subject.contains { $0.isNewline })
    #expect(!letter.body.contains("\n\n\n") && !letter.body.contains("—"), "\(letter.body)")
  }

  /// A name that brings line breaks along stays a name.
  @Test(arguments: ["Eve\r\nBcc: all@example.org", "Eve\nSubject: x", "Eve\u{2028}To: x@example.org", "=?utf-8?q?x?=", "\u{202E}evE"])
  func hostileNamesBeginNoHeader(_ name: String) throws {
    let recipient = Recipient(name: name, email: "eve@example.org", language: .french)
    let letter = SpaceLetters.letter("released", to: recipient, ["organisation": name, "cells": "C-01", "span": "x", "why": name])
    #expect(!letter.subject.contains { $0.isNewline })
    let sender = try #require(MailAddress("accueil@km0.example", name: name))
    let message = MailMessage(
      from: sender, to: try #require(MailAddress(letter.to, name: letter.toName)), subject: letter.subject, body: letter.body,
      date: SpacesHouse.noon(SpacesHouse.start), identity: "1")
    let headers = message.text.components(before: "\r\n\r\n")
    let names = headers.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(Set(names).count == names.count, "\(names)")
    #expect(!names.contains("Bcc"))
  }

  @Test func peopleAreWrittenToInTheirLanguage() throws {
    let texts = try Renderer(areas: [People.area()]).texts
    let letters = Letters(texts: texts, base: "https://km0.example")
    for language in Language.allCases {
      let person = PersonFacts(name: "Zoé", email: "zoe@example.org", language: language)
      let all = [
        letters.signIn(person, secret: "s3cret"), letters.password(person, secret: "s3cret"), letters.passwordChanged(person),
        letters.addressChanged(person, to: "new@example.org"),
        letters.invitation(person, secret: "s3cret", from: "Dora", organisation: nil, until: SpacesHouse.start),
        letters.invitation(person, secret: "s3cret", from: "Dora", organisation: "Atelier", until: SpacesHouse.start),
      ]
      for letter in all {
        #expect(letter.body.contains("Zoé") && !letter.body.contains("{") && !letter.body.contains("people.letter"))
        #expect(!letter.subject.isEmpty && !letter.subject.contains("people.letter"))
      }
      #expect(all[0].body.contains("https://km0.example/sign-in/link/s3cret"))
      #expect(all[4].body.contains("https://km0.example/invitation/s3cret") && all[4].body.contains("Dora"))
      #expect(all[5].subject.contains("Atelier") && all[5].body.contains(Format(language).day(SpacesHouse.start)))
    }
  }
}

extension StringProtocol {
  /// Everything before the first `mark`.
  fileprivate func components(before mark: String) -> String { range(of: mark).map { String(self[..<$0.lowerBound]) } ?? String(self) }
}
