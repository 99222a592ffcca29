import Foundation
import Invoicing
import Kernel
import Logging
import People
import Post
import ServiceLifecycle
import Store
import Web
import Work

/// What this process does for the house.
package enum HouseRole: Sendable {
  case web, work, webAndWork

  var serves: Bool { self != .work }
  var works: Bool { self != .web }
}

/// The house as a process: opened, checked, run until it is asked to stop, closed.
package enum HouseApplication {
  /// Returns after a graceful stop. `onRunning` is called when the house answers.
  package static func run(
    _ settings: Settings, _ role: HouseRole, database: (any Database)? = nil,
    onRunning: @escaping @Sendable () async -> Void = {}
  ) async throws {
    ProgramMemory.shareStores()
    let database = try database ?? settings.openDatabase()
    let logger = settings.logger()
    do {
      let house = House.km0(settings)
      try await house.demandSchema(of: database)
      let services = try await house.services(settings, role, database, logger, onRunning: onRunning)
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
      try await group.run()
    } catch {
      await database.close()
      throw ListeningFault(error, settings) ?? error
    }
    await database.close()
    logger.info("stopped")
  }
}

extension House {
  /// The web first: what started last stops first, and jobs are finished before requests are.
  func services(
    _ settings: Settings, _ role: HouseRole, _ database: any Database, _ logger: Logger, onRunning: @escaping @Sendable () async -> Void
  ) async throws -> [any Service] {
    var services: [any Service] = []
    if role.serves {
      let secret = try await database.perform(FormSecret.random(), for: .house, at: .clock)
      let application = try WebApplication(
        areas: areas, settings: settings.web(secret: secret), database: database, doorkeeper: PeopleDoorkeeper(database: database),
        logger: logger)
      services.append(application.server(host: settings.address, port: settings.port) { _ in await onRunning() })
    }
    if role.works {
      services.append(Worker(database: database, kinds: jobs, timetable: timetable, logger: settings.logger("worker")))
      if let sender = settings.mailSender, let carrier = try settings.mailCarrier() {
        services.append(
          Postman(
            database: database, carrier: carrier, sender: sender, logger: settings.logger("postman"),
            attachments: [Invoicing.attachments(texts: try texts()), Invoicing.statements(texts: try texts())]))
      }
    }
    return services
  }
}

extension Settings {
  func web(secret: [UInt8]) -> WebSettings {
    WebSettings(base: base, secret: secret, trustsProxy: behindProxy, metricsToken: metricsToken?.reveal)
  }

  /// Nil when mails wait in the outbox.
  func mailCarrier() throws -> (any MailCarrier)? {
    switch mail {
    case .nowhere: return nil
    case .folder(let path):
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      return MailFolder(path: path)
    case .server(let url, let user, let password, let encryption):
      let encryption: MailServer.Encryption =
        switch encryption {
        case .always: .always
        case .whenOffered: .whenOffered
        case .never: .never
        }
      return MailServer(url: url, user: user, password: password?.reveal, encryption: encryption)
    }
  }
}
