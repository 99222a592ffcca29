import Kernel
import Store
import Web

/// After how many days the house writes, and how firmly.
extension LateRoutes {
  static let most = 5

  struct StageJSON: Encodable, Sendable {
    let place: Int
    let days: Int
    let tone: ReminderTone
  }

  private func stages(_ visit: Visit) async throws -> [ReminderStage] {
    let today = visit.today
    return try await visit.database.read { try $0.reminderStages(on: today) }
  }

  func stagesForm(_ visit: Visit) async throws -> Answer {
    let known = try await stages(visit)
    let tones = visit.options(of: ReminderTone.self, texts: "payments.tone")
    let groups = (1...LateRoutes.most).map { place -> (legend: String?, fields: [Field]) in
      let stage = known.first { $0.place == place }
      return (
        "stage\(place)",
        [
          visit.field("days_\(place)", .number, label: "payments.column.daysAfter", value: stage.map { "\($0.days)" }),
          visit.field(
            "tone_\(place)", .select, label: "payments.column.tone", value: stage?.tone.rawValue ?? "",
            options: [Field.Option("", visit.text("payments.choose"))] + tones),
        ]
      )
    }
    let from: (legend: String?, fields: [Field]) = (
      nil, [visit.field("from", .date, label: "payments.column.from", value: visit.today.description, required: true)]
    )
    return visit.moneyForm("stages", up: "/late/reminders", at: "/late/stages", [from] + groups)
  }

  private func setting(_ visit: Visit) throws -> SetReminderStages {
    var reader = InputReader(visit.form)
    let from = reader.requiredDay("from")
    var stages: [ReminderStage] = []
    for place in 1...LateRoutes.most {
      let days = reader.integer("days_\(place)", in: 1...365)
      let tone = reader.choice("tone_\(place)", of: ReminderTone.self)
      guard let days else { continue }
      if let tone {
        stages.append(ReminderStage(place: stages.count + 1, days: days, tone: tone))
      } else {
        reader.problems.add("kernel.problem.missing", field: "tone_\(place)")
      }
    }
    try reader.finish()
    guard let from else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    return SetReminderStages(from: from, stages: stages)
  }
  func setStages(_ visit: Visit) async throws -> Answer {
    try await visit.perform(setting(visit))
    return .see("/late/reminders")
  }
  func setStagesJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(setting(visit))
    return try await stagesJSON(visit)
  }
  func stagesJSON(_ visit: Visit) async throws -> Answer {
    .json(try await stages(visit).map { StageJSON(place: $0.place, days: $0.days, tone: $0.tone) })
  }
}
