import Kernel
import Spaces
import Store
import Welcome

extension Transaction {
  /// Every wish the house knows of, with what became of it: see docs/demand.md. What models of demand are fed with.
  package borrowing func wishes() throws -> [DemandWish] {
    try fileWishes() + enquiryWishes() + pastWishes()
  }

  private borrowing func fileWishes() throws -> [DemandWish] {
    let steps = Dictionary(grouping: try steps(), by: \.application)
    var asked: [ID<Enquiry>: Day] = [:]
    for row in try rows("SELECT e.id, e.received_at FROM enquiries e JOIN applications a ON a.enquiry = e.id ORDER BY e.id") {
      asked[try row.get("id")] = HouseTime.mulhouse.day(of: try row.get("received_at"))
    }
    return try applications().map { file in
      let steps = steps[file.id] ?? []
      let last = steps.last
      let isServed = file.state == .agreed
      let isLost = [.refused, .removed, .withdrawn, .inactive].contains(file.state)
      let day = last.map { HouseTime.mulhouse.day(of: $0.at) }
      let wish = file.facts.wish
      return DemandWish(
        receivedOn: file.enquiry.flatMap { asked[$0] } ?? file.receivedOn, cells: wish.size, area: wish.wholeArea, kind: wish.kind,
        earliest: wish.earliest, latest: wish.latest, servedOn: isServed ? day : nil, lostOn: isLost ? day : nil,
        cause: isLost ? last?.cause ?? .changedMind : nil, hasFile: true)
    }
  }

  /// Enquiries for space that led to no file.
  private borrowing func enquiryWishes() throws -> [DemandWish] {
    let found = try rows(
      """
      SELECT e.received_at, e.need, e.wanted_cells, e.wanted_area, e.wanted_from, t.at AS lost_at, t.cause FROM enquiries e
      LEFT JOIN applications a ON a.enquiry = e.id LEFT JOIN turned_away t ON t.enquiry = e.id
      WHERE a.id IS NULL AND (e.wanted_cells IS NOT NULL OR e.wanted_area IS NOT NULL) ORDER BY e.received_at, e.id
      """)
    return try found.compactMap { row in
      let need: Need = try row.get("need")
      guard need.isForSpace else { return nil }
      let received = HouseTime.mulhouse.day(of: try row.get("received_at"))
      let lost: Instant? = try row.get("lost_at")
      let from: Day? = try row.get("wanted_from")
      var wish = Wish(earliest: from ?? received)
      wish.cells = try row.get("wanted_cells")
      wish.area = try row.get("wanted_area")
      return DemandWish(
        receivedOn: received, cells: wish.size, area: wish.wholeArea, kind: need == .module ? "module" : need == .office ? "office" : nil,
        earliest: wish.earliest, latest: nil, servedOn: nil, lostOn: lost.map { HouseTime.mulhouse.day(of: $0) },
        cause: try row.get("cause"),
        hasFile: false)
    }
  }

  /// From before the house kept files: a register that was typed in or imported.
  private borrowing func pastWishes() throws -> [DemandWish] {
    try rows("SELECT * FROM past_wishes ORDER BY received_on, external_key").map { row in
      DemandWish(
        receivedOn: try row.get("received_on"), cells: try row.get("cells"), area: try row.get("area"), kind: try row.get("kind"),
        earliest: try row.get("earliest"), latest: nil, servedOn: nil, lostOn: try row.get("lost_on"), cause: try row.get("cause"),
        hasFile: false)
    }
  }
}
