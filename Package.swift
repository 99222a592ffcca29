// swift-tools-version:6.1
// The floor plan of the house: one target per room, and the dependencies are the arrows.
// An arrow that is not drawn here does not compile (CI builds with --explicit-target-dependency-import-check error).
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .unsafeFlags(["-warnings-as-errors"]),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

/// A room of the foundations: what every area stands on, and which knows no area.
func foundation(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/Foundations/\(name)", resources: resources, swiftSettings: settings)
}

/// A C library from Debian, with a one-line module map.
func library(_ name: String, _ pkgConfig: String, _ debian: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Foundations/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// An area: one subject, with its records, rules, acts, pages, templates and texts.
func area(_ name: String, knows areas: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["Kernel", "Store", "Web", "Work", "Post"] + areas, path: "Sources/Areas/\(name)",
    resources: [.copy("Templates"), .copy("Texts"), .copy("Assets")], swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(name)Tests", exclude: exclude,
    swiftSettings: settings)
}

let package = Package(
  name: "KM0",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
  ],
  targets: [
    foundation("Kernel"),
    foundation("Store", ["Kernel", "Secrets"]),
    foundation("StoreSQLite", ["Kernel", "Store", grdb, sqlite]),
    foundation("StorePostgres", ["Kernel", "Store", "CLibPQ"]),
    library("CLibPQ", "libpq", "libpq-dev"),
    foundation("Secrets", ["Kernel", "CLibCrypto"]),
    library("CLibCrypto", "libcrypto", "libssl-dev"),
    foundation("Archive", ["Kernel", "Store", "Secrets", "CLibZip", "CLibZ"]),
    library("CLibZip", "libzip", "libzip-dev"),
    library("CLibZ", "zlib", "zlib1g-dev"),
    foundation("Paper", ["Kernel", "CPango", "CLibZ"]),
    library("CPango", "pangocairo", "libpango1.0-dev"),
    foundation("EInvoice", ["Kernel", "Paper"]),
    foundation("Banking", ["Kernel", "Paper", "CLibExpat"]),
    foundation("Solver"),
    library("CLibExpat", "expat", "libexpat1-dev"),
    foundation("Post", ["Kernel", "Store", "CLibCurl", lifecycle, logging]),
    .target(name: "CLibCurl", path: "Sources/Foundations/CLibCurl", linkerSettings: [.linkedLibrary("curl")]),
    foundation("Work", ["Kernel", "Store", lifecycle, logging]),
    .systemLibrary(name: "CMalloc", path: "Sources/Foundations/CMalloc"),
    foundation(
      "Web", ["Kernel", "Store", "Work", "Secrets", "Archive", hummingbird, httpTypes, lifecycle, logging, nio],
      resources: [.copy("Templates"), .copy("Texts"), .copy("Assets")]),

    area("People", knows: ["Secrets"]),
    area("Spaces", knows: ["People", "Archive", "Paper"]),
    area("Welcome", knows: ["People", "Spaces", "Secrets"]),
    area("Ledger", knows: ["People", "Paper", "Archive", "Secrets"]),
    area("Invoicing", knows: ["People", "Ledger", "EInvoice", "Banking", "Paper", "Archive", "Secrets"]),
    area("Payments", knows: ["People", "Ledger", "Invoicing", "Banking", "Paper", "Secrets"]),
    area("Leasing", knows: ["People", "Spaces", "Ledger", "Invoicing", "EInvoice", "Paper", "Archive", "Secrets"]),
    area("Demand", knows: ["People", "Spaces", "Welcome", "Leasing", "Paper"]),
    area("Tenant", knows: ["People", "Spaces", "Leasing", "Invoicing", "Payments", "Paper"]),
    area("Planning", knows: ["People", "Spaces", "Leasing", "Demand", "Tenant", "Solver"]),

    .target(
      name: "House",
      dependencies: [
        "Kernel", "Store", "StoreSQLite", "StorePostgres", "Archive", "Secrets", "Post", "Work", "Web", "People", "Spaces", "Welcome",
        "Ledger", "Invoicing", "Payments", "Leasing", "Demand", "Tenant", "Planning", "CMalloc", hummingbird, lifecycle, logging,
      ], path: "Sources/House", swiftSettings: settings),
    .executableTarget(
      name: "km0",
      dependencies: [
        "Kernel", "Store", "Banking", "Paper", "EInvoice", "People", "Secrets", "Spaces", "Web", "House", "Ledger", "Invoicing", "Payments",
        "Leasing", "Solver", argumentParser, logging,
      ], path: "Sources/km0",
      swiftSettings: settings),

    // What the tests of several targets share: a store of each engine, the router without a socket.
    .target(
      name: "Trials",
      dependencies: ["Kernel", "Store", "StoreSQLite", "StorePostgres", "Web", hummingbird, httpTypes, logging, mustache, nio],
      path: "Tests/Trials", swiftSettings: settings),
    tests("Kernel", []),
    tests(
      "Store", ["Kernel", "StoreSQLite", "StorePostgres", "Secrets", "Archive", "Post", "Work", "Trials", lifecycle, logging],
      exclude: ["tls_mail_server.py"]),
    tests("Paper", ["Kernel", "Trials"]),
    tests("Web", ["Kernel", "Store", "Trials"]),
    tests("People", ["Kernel", "Store", "Web", "Post", "Secrets", "Trials"]),
    tests("Spaces", ["Kernel", "Store", "Archive", "Post", "Web", "People", "Paper", "Trials"]),
    tests("Welcome", ["Kernel", "Store", "Post", "Secrets", "Web", "People", "Spaces", "Trials"]),
    tests("EInvoice", ["Kernel", "Paper", "Trials"]),
    tests("Banking", ["Kernel", "Paper", "Trials"], exclude: ["Samples"]),
    tests("Solver", []),
    tests("Ledger", ["Kernel", "Store", "Post", "Web", "Work", "People", "Paper", "Archive", "Trials"]),
    tests("Invoicing", ["Kernel", "Store", "Post", "Web", "Work", "People", "Ledger", "EInvoice", "Paper", "Archive", "Trials", logging]),
    tests(
      "Payments",
      ["Kernel", "Store", "Post", "Web", "Work", "People", "Ledger", "Invoicing", "EInvoice", "Banking", "Paper", "Archive", "Trials"]),
    tests(
      "Leasing",
      ["Kernel", "Store", "Post", "Web", "Work", "People", "Spaces", "Ledger", "Invoicing", "EInvoice", "Paper", "Archive", "Trials"]),
    tests(
      "Demand",
      [
        "Kernel", "Store", "Post", "Web", "Work", "People", "Spaces", "Welcome", "Ledger", "Invoicing", "Leasing", "Paper", "Secrets",
        "Trials",
      ]),
    tests(
      "Tenant",
      ["Kernel", "Store", "Post", "Web", "Work", "People", "Spaces", "Ledger", "Invoicing", "Payments", "Leasing", "Paper", "Trials"]),
    tests(
      "Planning",
      [
        "Kernel", "Store", "Post", "Web", "Work", "People", "Spaces", "Welcome", "Ledger", "Invoicing", "Leasing", "Demand", "Tenant",
        "Solver",
        "Trials", logging,
      ]),
    tests(
      "House",
      [
        "Kernel", "Store", "StoreSQLite", "Post", "Web", "Banking", "People", "Spaces", "Welcome", "Ledger", "Invoicing", "Payments",
        "Leasing", "Demand", "Tenant", "Planning", "Solver", "Trials", lifecycle, logging,
      ],
      exclude: ["migrations.digests"]),
  ]
)
