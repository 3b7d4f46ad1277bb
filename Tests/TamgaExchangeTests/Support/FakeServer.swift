import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A request as a fake server sees it.
struct FakeRequest: Sendable {
    var method: String
    var path: String
    var query: [String: String]
    var headers: [String: String]
    var body: [UInt8]
}

/// What a fake server answers.
struct FakeReply: Sendable {
    var status = 200
    var headers: [String: String] = ["Content-Type": "application/taxii+json;version=2.1"]
    var body = ""
    /// True where the connection ends in the middle of the body.
    var breaksOff = false

    static func status(_ code: Int, _ headers: [String: String] = [:], _ body: String = "") -> FakeReply {
        FakeReply(status: code, headers: headers, body: body)
    }
}

/// A server on this machine that answers as it is told, and keeps what it was asked.
final class FakeServer: Sendable {
    let port: Int
    private let log: Log

    /// `http://127.0.0.1:PORT`.
    var base: String { "http://127.0.0.1:\(port)" }

    /// The requests so far.
    var requests: [FakeRequest] { log.requests.withLock { $0 } }

    private final class Log: Sendable {
        let requests = Mutex<[FakeRequest]>([])
    }

    private init(port: Int, log: Log) {
        self.port = port
        self.log = log
    }

    /// Runs a server while `body` runs.
    static func with<Value: Sendable>(
        _ answer: @escaping @Sendable (FakeRequest) async throws -> FakeReply,
        _ body: @Sendable (FakeServer) async throws -> Value
    ) async throws -> Value {
        let log = Log()
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            let buffer = try await request.body.collect(upTo: 64 << 20)
            var query: [String: String] = [:]
            for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            let seen = FakeRequest(
                method: request.method.rawValue, path: request.uri.path, query: query, headers: headers,
                body: Array(buffer.readableBytesView))
            log.requests.withLock { $0.append(seen) }
            let reply = try await answer(seen)
            var fields = HTTPFields()
            for (name, value) in reply.headers { if let name = HTTPField.Name(name) { fields[name] = value } }
            if reply.breaksOff {
                let half = ByteBuffer(string: String(reply.body.prefix(reply.body.count / 2)))
                return Response(
                    status: .init(code: reply.status), headers: fields,
                    body: .init { writer in
                        try await writer.write(half)
                        throw CancellationError()
                    })
            }
            return Response(
                status: .init(code: reply.status), headers: fields,
                body: .init(byteBuffer: ByteBuffer(string: reply.body)))
        }
        var logger = Logger(label: "fake")
        logger.logLevel = .critical
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                announce.yield(channel.localAddress?.port ?? 0)
                announce.finish()
            }, logger: logger)
        return try await withTaskExecutorPreference(OwnThreads.shared) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try? await application.run() }
                var port = 0
                for await found in ports { port = found }
                let value = try await body(FakeServer(port: port, log: log))
                group.cancelAll()
                return value
            }
        }
    }
}
