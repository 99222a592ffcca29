import Invoicing
import Kernel
import Store
import Web

/// The fields of the longer forms.
extension LeaseWords {
  var photos: Field {
    var field = file("leasing.field.photos", ".jpg,.jpeg,.png", hint: "leasing.hint.photos")
    field.takesMany = true
    return field
  }
  func file(_ label: String, _ accept: String, hint: String? = nil, required: Bool = false) -> Field {
    var field = visit.field("file", .file, label: label, required: required, hint: hint)
    field.accept = accept
    return field
  }

  var signing: [Field] {
    var fields = [
      visit.field(
        "signatory", label: "leasing.field.signatory", value: visit.viewer.may(.writeLeases) ? "" : visit.viewer.name, required: true)
    ]
    if visit.viewer.may(.writeLeases) {
      fields.append(file("leasing.field.paper", ".pdf,.jpg,.png", hint: "leasing.hint.paper", required: true))
    } else {
      fields.append(visit.hidden("digest", view.digest))
      fields.append(visit.box("accepted", label: "leasing.field.accepted", ticked: false))
    }
    return fields
  }

  var noticing: [Field] {
    let rule = view.version.terms.notice
    let earliest = rule.earliest(received: visit.today, leaseFrom: view.contractBegin, term: lease.term) - 1
    let last = visit.field(
      "effective_on", .date, label: "leasing.field.lastDay", value: earliest.description, required: true, hint: "leasing.hint.notice")
    let note = visit.field("note", .textarea, label: "leasing.field.note")
    let letter = file("leasing.field.letter", ".pdf,.jpg,.png", hint: "leasing.hint.paperLater")
    if !visit.viewer.may(.writeLeases) { return [last, note, letter] }
    return [
      visit.field(
        "side", .select, label: "leasing.field.side", value: "tenant", required: true,
        options: visit.options(of: NoticeSide.self, texts: "leasing.side")),
      visit.field("received_on", .date, label: "leasing.field.received", value: today, required: true), last,
    ]
      + (rule.onlyEachThreeYears
        ? [
          visit.field(
            "ground", .select, label: "leasing.field.landlordGround", value: "term",
            options: visit.options(of: LandlordGround.self, texts: "leasing.ground"))
        ] : []) + [visit.box("agreed", label: "leasing.field.agreed", ticked: false), note, letter]
  }

  /// The amendments and the notices that a paper can be filed for.
  var filed: [Field.Option] {
    view.amendments.map { amendment in
      let name = visit.text("leasing.filed.amendmentOf", ["number": "\(amendment.place)", "day": format.day(amendment.day)])
      return Field.Option("\(FiledMatter.amendment(amendment.place))", name)
    }
      + view.notices.enumerated().map { place, notice in
        let side = visit.text("leasing.side.\(notice.side.rawValue)")
        let name = visit.text("leasing.filed.noticeOf", ["side": side, "day": format.day(notice.receivedOn)])
        return Field.Option("\(FiledMatter.notice(place + 1))", name)
      }
  }

  var inventory: [Field] {
    let kind = view.inventories.isEmpty ? "entry" : "exit"
    return [
      visit.field(
        "kind", .select, label: "leasing.column.kind", value: kind, required: true,
        options: visit.options(of: InventoryKind.self, texts: "leasing.inventory")),
      visit.field("day", .date, label: "leasing.field.day", value: today, required: true),
      visit.field("present", label: "leasing.field.present", required: true),
      visit.field("keys", .number, label: "leasing.field.keys", value: "1", required: true),
      visit.field("items", .textarea, label: "leasing.field.items", required: true, hint: "leasing.hint.items"),
      visit.field("remarks", .textarea, label: "leasing.field.remarks"), photos,
    ]
  }
}
