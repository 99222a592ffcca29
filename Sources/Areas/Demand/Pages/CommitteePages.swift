import Kernel
import People
import Store
import Web

extension CommitteeRoutes {
  /// Not a member and no decider: there is no such session.
  func whole(_ id: ID<CommitteeSession>, _ visit: Visit) async throws -> WholeSession {
    let found = try await visit.database.read { transaction -> WholeSession? in
      guard let session = try transaction.session(id) else { return nil }
      return WholeSession(
        session: session, members: try transaction.members(of: id), items: try transaction.items(of: id),
        recusals: try transaction.recusals(of: id), reader: visit.viewer.person)
    }
    guard let found, visit.viewer.may(.decideFiles) || found.members.contains(where: { $0.person == visit.viewer.person }) else {
      throw Refusal.notFound
    }
    return found
  }

  func wholeItem(_ visit: Visit) async throws -> WholeItem {
    let id: ID<CommitteeItem> = try visit.id("item")
    let person = visit.viewer.person
    let found = try await visit.database.read { transaction -> WholeItem? in
      guard let item = try transaction.item(id), let session = try transaction.session(item.session),
        let file = try transaction.wholeFile(item.application, on: visit.today)
      else { return nil }
      let members = try transaction.members(of: session.id)
      let recusals = try transaction.recusals(of: session.id).filter { $0.item == id }
      let isRecused = recusals.contains { $0.person == person }
      return WholeItem(
        item: item, session: session, file: file, members: members, criteria: try transaction.committeeCriteria(on: session.day),
        recusals: recusals, scores: isRecused ? [] : try transaction.scores(of: id),
        score: isRecused ? nil : try transaction.score(of: item, on: session.day), isMember: members.contains { $0.person == person },
        isRecused: isRecused)
    }
    guard let found, visit.viewer.may(.decideFiles) || found.isMember else { throw Refusal.notFound }
    return found
  }

  private func found(_ visit: Visit) async throws -> (ListQuery, all: [CommitteeSession]) {
    let list = visit.list(sorts: ["-day", "title"], size: 50)
    // Who does not decide sees the sessions they are a member of.
    let member: PersonID? = visit.viewer.may(.decideFiles) ? nil : visit.viewer.person ?? PersonID("")
    let known = try await visit.database.read { try $0.sessions(of: member) }.filter { list.finds($0.title) }
    let up = list.sort == "title" ? known.sorted(byFolding: \.title) : known.reversed()
    return (list, list.isDescending ? up.reversed() : up)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, all) = try await found(visit)
    let columns = [
      ListColumn("demand.column.day", sort: "day"), ListColumn("demand.column.title", sort: "title"),
      ListColumn("demand.column.meetingPlace"),
      ListColumn("demand.column.state"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.committee.title"), lead: visit.text("demand.committee.lead"),
        actions: visit.viewer.may(.decideFiles) ? [PageLink(visit.text("demand.committee.new"), "/committees/new", isMain: true)] : [],
        csv: "/committees.csv"), list, total: all.count, columns: columns,
      rows: list.slice(all).map { session in
        PageRow([
          PageCell(visit.format.shortDay(session.day), path: "/committees/\(session.id)"),
          PageCell(session.title),
          PageCell(session.meetingPlace),
          PageCell(stateText(session, visit), badge: session.closedAt == nil ? "badge-offer" : "badge-done"),
        ])
      }, hint: "demand.committee.none")
  }
  func listCSV(_ visit: Visit) async throws -> Answer {
    let all = try await found(visit).all
    return .csv(
      ["title", "day", "meetingPlace", "state"].map { visit.text("demand.column.\($0)") },
      all.map { [$0.title, $0.day.description, $0.meetingPlace, stateText($0, visit)] }, name: "committees-\(visit.today).csv")
  }
  func listJSON(_ visit: Visit) async throws -> Answer {
    let all = try await found(visit).all
    let items = try await visit.database.read { transaction in
      Dictionary(uniqueKeysWithValues: try all.map { ($0.id, try transaction.items(of: $0.id).map(\.id)) })
    }
    return .json(all.map { SessionLineJSON($0, items[$0.id] ?? []) })
  }

  private func stateText(_ session: CommitteeSession, _ visit: Visit) -> String {
    visit.text(session.closedAt == nil ? "demand.committee.open" : "demand.committee.closed")
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let (people, files) = try await visit.database.read { transaction in
      (try transaction.personNames(), try transaction.filesForAgenda())
    }
    return .page(
      DemandFormPage(
        title: visit.text("demand.committee.new"), lead: visit.text("demand.committee.newLead"), path: "/committees", hidden: [],
        groups: [
          DemandFormPage.Group(
            legend: visit.text("demand.group.session"),
            fields: [
              visit.field("title", .text, label: "demand.field.title", value: visit.text("demand.committee.usual"), required: true),
              visit.field("day", .date, label: "demand.field.day", required: true),
              visit.field("meeting_place", .text, label: "demand.field.meetingPlace"),
              visit.field(
                "member", .multiple, label: "demand.field.members", required: true, hint: "demand.field.membersHint",
                options: people.map { Field.Option($0.id.text, $0.name) }),
              visit.field(
                "application", .multiple, label: "demand.field.agenda", value: files.map(\.id.text).joined(separator: ","),
                hint: "demand.field.agendaHint", options: files.map { Field.Option($0.id.text, $0.facts.name) }),
            ])
        ], tables: [], save: visit.text("demand.committee.callNow"), cancelPath: "/committees"))
  }

  func show(_ visit: Visit) async throws -> Answer {
    let whole = try await whole(try visit.id("committee"), visit)
    let session = whole.session
    let path = "/committees/\(session.id)"
    let rows = whole.items.map { item in
      PageRow([
        PageCell(visit.named(item.applicant), path: "/committee-items/\(item.id)"),
        PageCell(
          item.decision.map { visit.text("demand.decided.\($0.rawValue)") } ?? visit.text("demand.committee.toDecide"),
          badge: item.decision == nil ? "badge-offer" : "badge-done"),
        PageCell(whole.hides(item) ? visit.text("demand.committee.hidden") : item.score.map { Scores.text($0, visit.format) } ?? "—"),
        PageCell(whole.recusals.filter { $0.item == item.id }.map(\.name).joined(separator: ", ")),
      ])
    }
    var deeds: [PageDeed] = []
    if session.closedAt == nil, visit.viewer.may(.decideFiles) {
      let (files, people) = try await visit.database.read { transaction in
        (try transaction.filesForAgenda(), try transaction.personNames())
      }
      let others = people.filter { person in !whole.members.contains { $0.person == person.id } }
      if !files.isEmpty {
        deeds.append(
          visit.deed(
            "\(path)/agenda", "agenda",
            [
              visit.field(
                "application", .select, label: "demand.field.application", required: true,
                options: files.map { Field.Option($0.id.text, $0.facts.name) })
            ]))
      }
      if !others.isEmpty {
        deeds.append(
          visit.deed(
            "\(path)/members", "member",
            [
              visit.field(
                "member", .select, label: "demand.field.member", required: true, options: others.map { Field.Option($0.id.text, $0.name) })
            ]))
      }
      deeds.append(
        visit.deed("\(path)/close", "close", [visit.field("minutes", .textarea, label: "demand.field.minutesText")], isDangerous: true))
    }
    return .page(
      DemandPage(
        title: session.title, badge: session.closedAt == nil ? "offer" : "done", state: stateText(session, visit),
        lead: visit.format.weekday(session.day), up: PageLink(visit.text("demand.committee.title"), "/committees"),
        actions: [PageLink(visit.text("demand.committee.minutes"), "\(path)/minutes")],
        facts: [
          PageFact(visit.text("demand.column.day"), visit.format.day(session.day)),
          PageFact(visit.text("demand.column.meetingPlace"), session.meetingPlace),
          PageFact(visit.text("demand.field.members"), whole.members.map(\.name).joined(separator: ", ")),
        ].filter { !$0.value.isEmpty },
        texts: session.minutes.isEmpty ? [] : [PageText(visit.text("demand.field.minutesText"), session.minutes)],
        tables: [
          PageTable(
            visit.text("demand.field.agenda"),
            columns: [visit.column("name"), visit.column("decision"), visit.column("score", isNumber: true), visit.column("recused")],
            rows: rows,
            empty: visit.text("demand.committee.noFiles"))
        ], deeds: deeds))
  }
}
