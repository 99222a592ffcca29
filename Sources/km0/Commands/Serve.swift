import ArgumentParser
import House

struct Serve: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers people, and does the house's own work beside.",
    discussion: """
      Stops gracefully on SIGTERM and SIGINT: what has begun is finished first.
      On several machines: `km0 serve --web-only` on each, and `km0 work` on one or more, with the same PostgreSQL database.
      """)

  @OptionGroup var options: SettingOptions
  @OptionGroup var serving: ServingOptions
  @Flag(help: "Leave timetable, jobs and mail to `km0 work`.")
  var webOnly = false

  func perform() async throws {
    let settings = try options.read(and: serving.named)
    try await HouseApplication.run(settings, webOnly ? .web : .webAndWork) {
      Terminal.say("KM0 answers at \(settings.base) (Ctrl-C stops it).")
    }
  }
}

struct Work: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does the house's own work: timetable, jobs, mail.",
    discussion: "For a machine beside those that `serve --web-only`. Several share the work; each job is done by one of them.")

  @OptionGroup var options: SettingOptions

  func perform() async throws {
    try await HouseApplication.run(try options.read(), .work) { Terminal.say("KM0 works (Ctrl-C stops it).") }
  }
}
