import ArgumentParser

@main
struct KM0: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "km0",
    abstract: "The operating system of a maison du numérique.",
    discussion: """
      A house of your own begins with `km0 migrate`, `km0 people add` and `km0 serve`.
      Every setting can also stand in the environment (KM0_PORT) or in a settings file; docs/operations.md lists them all.

      Exit codes: 0 done, 1 refused or failed, 64 wrong usage, 65 the input is wrong, 69 the database cannot be reached, 78 the settings are wrong.
      """,
    groupedSubcommands: [
      CommandGroup(name: "Running", subcommands: [Serve.self, Work.self, Demo.self]),
      CommandGroup(
        name: "Data",
        subcommands: [Migrate.self, Import.self, Export.self, Backup.self, Restore.self, Check.self, PeopleGroup.self, Indices.self]),
      CommandGroup(name: "Planning", subcommands: [Allocate.self]),
      CommandGroup(name: "Money", subcommands: [InvoicesGroup.self]),
      CommandGroup(name: "Measuring", subcommands: [Bench.self]),
    ])
}
