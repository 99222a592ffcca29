import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The context of a request on a socket: where it came from.
private struct SocketContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

/// Hands requests from Hummingbird to the house, and the answers back.
private struct SocketResponder: HTTPResponder {
  typealias Context = SocketContext
  let application: WebApplication

  func respond(to request: Request, context: SocketContext) async throws -> Response {
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { $0 + (name == "cookie" ? "; " : ", ") + field.value } ?? field.value
    }
    headers["host"] = request.head.authority ?? headers["host"]
    let ask = Ask(request.method.rawValue, request.head.path ?? "/", headers: headers, peer: context.peer) { limit in
      do {
        return Array(buffer: try await request.body.collect(upTo: limit))
      } catch is NIOTooManyBytesError {
        throw Stop.tooLarge
      }
    }
    let reply = await application.answer(ask)
    var fields = HTTPFields()
    for header in reply.headers {
      if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
    }
    return Response(
      status: HTTPResponse.Status(code: reply.status), headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
  }
}

extension WebApplication {
  /// The house on a socket, as a service that stops gracefully: it takes no new requests and finishes those begun.
  package func server(host: String, port: Int, onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) -> some Service {
    Application(
      responder: SocketResponder(application: self), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: logger)
  }
}
