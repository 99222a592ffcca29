import Kernel

@testable import Leasing

func day(_ text: String) -> Day { Day(text)! }
func span(_ from: String, _ until: String?) -> DaySpan { DaySpan(from: day(from), until: until.map { day($0) }) }
func euros(_ text: String) -> Money {
  if text.hasPrefix("-") { return -euros(String(text.dropFirst())) }
  let parts = text.split(separator: ".")
  return Money(cents: Int64(parts[0])! * 100 + (parts.count > 1 ? Int64(parts[1])! : 0))
}
func quarter(_ text: String) -> Quarter { Quarter(text)! }
