import Kernel

/// An appointment as calendars take it (RFC 5545), with what it asks of them (RFC 5546). The same appointment makes the same text.
package struct CalendarObject: Hashable, Sendable {
  package enum Way: String, Sendable { case request = "REQUEST", cancel = "CANCEL" }

  package let way: Way
  /// Stays for all that is ever said of the appointment.
  package let identity: String
  /// Grows with each change, so that the later word counts.
  package let sequence: Int
  package let span: TimeSpan
  package let said: Instant
  package let summary: String
  package let description: String
  package let place: String
  package let organizer: (name: String, address: String)
  package let attendee: (name: String, address: String)

  package init(
    _ way: Way, identity: String, sequence: Int, span: TimeSpan, said: Instant, summary: String, description: String = "",
    place: String = "",
    organizer: (name: String, address: String), attendee: (name: String, address: String)
  ) {
    (self.way, self.identity, self.sequence, self.span, self.said) = (way, identity, sequence, span, said)
    (self.summary, self.description, self.place) = (summary, description, place)
    (self.organizer, self.attendee) = (organizer, attendee)
  }

  package var text: String {
    let lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KM0//house//FR", "METHOD:\(way.rawValue)", "BEGIN:VEVENT",
      "UID:\(Self.escaped(identity))",
      "SEQUENCE:\(sequence)", "DTSTAMP:\(Self.moment(said))", "DTSTART:\(Self.moment(span.from))", "DTEND:\(Self.moment(span.until))",
      "SUMMARY:\(Self.escaped(summary))", description.isEmpty ? nil : "DESCRIPTION:\(Self.escaped(description))",
      place.isEmpty ? nil : "LOCATION:\(Self.escaped(place))",
      "ORGANIZER;CN=\(Self.quoted(organizer.name)):mailto:\(Self.plain(organizer.address))",
      "ATTENDEE;CN=\(Self.quoted(attendee.name));ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:\(Self.plain(attendee.address))",
      "STATUS:\(way == .request ? "CONFIRMED" : "CANCELLED")", "END:VEVENT", "END:VCALENDAR",
    ]
    return lines.compactMap(\.self).map { Self.folded($0) + "\r\n" }.joined()
  }

  package var enclosure: Enclosure {
    Enclosure(name: "visit.ics", type: "text/calendar; charset=utf-8; method=\(way.rawValue)", bytes: Array(text.utf8))
  }

  /// `20261124T093000Z`.
  static func moment(_ instant: Instant) -> String { instant.iso.filter { $0 != "-" && $0 != ":" } }

  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\r\n", with: "\\n")
      .replacing("\n", with: "\\n").filter { !$0.isNewline }
  }
  /// A parameter: nothing escapes a quote in it, so there is none.
  static func quoted(_ text: String) -> String { "\"" + text.filter { $0 != "\"" && !$0.isNewline } + "\"" }
  private static func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// Lines of at most 75 bytes, the next beginning with a blank; no character is cut.
  static func folded(_ line: String) -> String {
    var out = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if length + size > 75 {
        out += "\r\n "
        length = 1
      }
      out.unicodeScalars.append(scalar)
      length += size
    }
    return out
  }

  package static func == (left: CalendarObject, right: CalendarObject) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
