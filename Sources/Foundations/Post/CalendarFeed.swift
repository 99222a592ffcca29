import Kernel

/// Whole days as calendar programs read them (RFC 5545), to be looked at and not answered. The same entries make the same text.
package struct CalendarFeed: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    /// Stays for all that is ever said of it.
    package let identity: String
    package let day: Day
    package let summary: String
    package let description: String
    package let place: String
    /// Where to read more.
    package let address: String

    package init(identity: String, day: Day, summary: String, description: String = "", place: String = "", address: String = "") {
      (self.identity, self.day, self.summary) = (identity, day, summary)
      (self.description, self.place, self.address) = (description, place, address)
    }
  }
  package static let type = "text/calendar; charset=utf-8"
  package let name: String
  package let said: Instant
  package let entries: [Entry]

  package init(name: String, said: Instant, entries: [Entry]) { (self.name, self.said, self.entries) = (name, said, entries) }

  package var text: String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KM0//house//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append("X-WR-CALNAME:\(CalendarObject.escaped(name))")
    for entry in entries {
      func day(_ day: Day) -> String { day.description.replacing("-", with: "") }
      lines += [
        "BEGIN:VEVENT", "UID:\(CalendarObject.escaped(entry.identity))@km0", "DTSTAMP:\(CalendarObject.moment(said))",
        "DTSTART;VALUE=DATE:\(day(entry.day))", "DTEND;VALUE=DATE:\(day(entry.day + 1))",
        "SUMMARY:\(CalendarObject.escaped(entry.summary))",
      ]
      if !entry.description.isEmpty { lines.append("DESCRIPTION:\(CalendarObject.escaped(entry.description))") }
      if !entry.place.isEmpty { lines.append("LOCATION:\(CalendarObject.escaped(entry.place))") }
      if !entry.address.isEmpty { lines.append("URL:\(entry.address.filter { !$0.isWhitespace })") }
      lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    }
    lines.append("END:VCALENDAR")
    return lines.map { CalendarObject.folded($0) + "\r\n" }.joined()
  }
}
