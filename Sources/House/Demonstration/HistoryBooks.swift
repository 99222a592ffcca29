import Kernel
import Ledger
import People
import Store

/// The books: months closed in their order, years once their months are.
struct HistoryBooks {
  func close(_ month: Month, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for entity in try transaction.entitiesWithBooks() {
      guard let first = try transaction.firstEntryDay(of: entity), first < (month + 1).first else { continue }
      _ = try CloseMonth(month, of: entity).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  func closeYear(_ year: Int, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for entity in try transaction.entitiesWithBooks() {
      guard let first = try transaction.firstEntryDay(of: entity), first.year <= year else { continue }
      _ = try CloseYear(year, of: entity).perform(in: transaction, for: hand.director, at: hand.at)
    }
  }
}
