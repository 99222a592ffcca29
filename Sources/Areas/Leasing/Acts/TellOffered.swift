import Kernel
import People
import Post
import Store
import Web

extension Transaction {
  /// Tells those who act for the tenant that a lease awaits their signature, and where. Nobody is told who has no access: the lease says so.
  borrowing func tellOffered(_ lease: Lease, until expiry: Day, base: String, at now: Instant) throws {
    let today = HouseTime.mulhouse.day(of: now)
    let codes = try cells(of: lease.id).map(\.code).joined(separator: ", ")
    let deposit = try depositAtSignature(of: lease)
    let house = try organisation(lease.entity)?.name ?? ""
    for contact in try contacts(of: lease.tenant, on: today) {
      let format = Format(contact.language)
      let words = [
        "name": contact.name, "number": lease.number, "cells": codes.isEmpty ? "—" : codes, "from": format.day(lease.from),
        "expires": format.day(expiry - 1), "deposit": deposit == .zero ? "" : "\n\n" + announced(deposit, format), "house": house,
        "link": "\(base)/leases/\(lease.id)",
      ]
      try post(
        Letter(
          to: contact.email, toName: contact.name,
          subject: LeaseLetters.texts.text("leasing.letter.offered.subject", in: contact.language, words).filter { !$0.isNewline },
          body: LeaseLetters.texts.text("leasing.letter.offered.body", in: contact.language, words)), about: lease.subject, at: now)
    }
  }

  private borrowing func announced(_ deposit: Money, _ format: Format) -> String {
    LeaseLetters.texts.text("leasing.letter.offered.deposit", in: format.language, ["amount": format.money(deposit)])
  }
}
