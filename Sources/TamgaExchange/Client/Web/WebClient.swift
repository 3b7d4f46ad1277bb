import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import TamgaModel

/// Asks servers: bounded in every direction, patient where that helps, and keys go only to whom they are meant for.
public final class WebClient: Sendable {
    /// How it asks.
    public let settings: WebSettings
    /// For whom the key is meant.
    private let home: WebAddress
    private let http: HTTPClient
    private let jitter: Mutex<JitterSource>
    private let sent = Mutex(0)

    /// How many redirects are followed.
    static let maximumRedirects = 3
    /// How many bytes of an answer that tells of an error are read.
    static let errorLimit = 64 << 10

    private init(_ settings: WebSettings, for home: WebAddress, _ configuration: HTTPClient.Configuration) {
        self.settings = settings
        self.home = home
        http = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        jitter = Mutex(JitterSource(seed: settings.retry.seed))
    }

    private static func configuration(
        _ settings: WebSettings, for home: WebAddress
    ) throws(ExchangeError) -> HTTPClient.Configuration {
        if settings.credentials != nil, !home.isSecure, !home.isLoopback { throw .clearKey(home.description) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try security(settings), redirectConfiguration: .disallow,
            timeout: .init(
                connect: .seconds(Int64(settings.connectSeconds)), read: .seconds(Int64(settings.idleSeconds)),
                write: .seconds(Int64(settings.idleSeconds))))
        if let proxy = settings.proxy {
            configuration.proxy = .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.credentials.map { .basic(username: $0.user, password: $0.key) })
        }
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Works with a client, and lets go of its connections at the end.
    ///
    /// - Parameter home: The server for which the settings' key is meant.
    public static func with<Value: Sendable>(
        _ settings: WebSettings, for home: WebAddress, _ body: (WebClient) async throws -> Value
    ) async throws -> Value {
        let client = WebClient(settings, for: home, try configuration(settings, for: home))
        do {
            let value = try await body(client)
            try? await client.http.shutdown()
            return value
        } catch {
            try? await client.http.shutdown()
            throw error
        }
    }

    /// How many requests were sent so far, retries and redirects among them.
    public var requestCount: Int { sent.withLock { $0 } }

    private static func security(_ settings: WebSettings) throws(ExchangeError) -> TLSConfiguration {
        var security = TLSConfiguration.makeClientConfiguration()
        security.minimumTLSVersion = .tlsv12
        if let path = settings.authorityFile { security.trustRoots = .certificates(try PEMFile.certificates(path)) }
        return security
    }

    // MARK: - Asking

    /// Sends a request, again where that may help, and reads the answer.
    ///
    /// - Parameter sink: takes the body of an answer 200 in the place of memory.
    /// - Returns: the answer, whatever its status.
    func send(_ request: WebRequest, into sink: (any BodySink)? = nil) async throws -> WebReply {
        var retry = 0
        while true {
            let asked: RetryAfter?
            let reason: String
            do {
                let reply = try await follow(request, sink)
                guard Self.mayPass(reply.status), request.retries, retry < settings.retry.retries else { return reply }
                asked = reply.header("Retry-After").flatMap { RetryAfter($0) }
                reason = "answers \(reply.status)"
            } catch let error as ExchangeError {
                guard error.isPassing, request.retries, request.retriesUnanswered, retry < settings.retry.retries else {
                    throw error
                }
                asked = nil
                if case .unreachable(_, let why) = error {
                    reason = "does not answer: \(why)"
                } else {
                    reason = "fails"
                }
            }
            let wait = jitter.withLock {
                settings.retry.wait(before: retry, retryAfter: asked, now: .present, using: &$0)
            }
            var line = "\(request.address) \(reason); trying again in \(Self.seconds(wait.milliseconds)) s"
            if let asked = wait.askedMilliseconds {
                line += " (it asks for \(Self.seconds(asked)) s, more than is waited)"
            }
            settings.report(line)
            retry += 1
            try await Task.sleep(for: .milliseconds(wait.milliseconds))
        }
    }

    private static func mayPass(_ status: Int) -> Bool { [429, 502, 503, 504].contains(status) }

    private static func seconds(_ milliseconds: Int) -> String {
        milliseconds < 1_000 ? "0.\(milliseconds / 100)" : "\((milliseconds + 500) / 1_000)"
    }

    private func follow(_ request: WebRequest, _ sink: (any BodySink)?) async throws -> WebReply {
        var request = request
        for _ in 0...Self.maximumRedirects {
            let reply = try await exchange(request, sink)
            guard [301, 302, 303, 307, 308].contains(reply.status), let place = reply.header("Location") else {
                return reply
            }
            let from = request.address
            guard request.method == .get, request.followsRedirects else {
                throw ExchangeError.redirected(from.description, reason: "it would go to \(Self.shown(place, from))")
            }
            let next = try from.resolving(place)
            guard next.isSecure || !from.isSecure else {
                throw ExchangeError.redirected(from.description, reason: "from https to http, \(next)")
            }
            request.address = next
        }
        throw ExchangeError.redirected(
            request.address.description, reason: "more than \(Self.maximumRedirects) in a row")
    }

    private static func shown(_ place: String, _ from: WebAddress) -> String {
        (try? from.resolving(place)).map(\.description) ?? "no URL"
    }

    /// One request and its answer.
    private func exchange(_ request: WebRequest, _ sink: (any BodySink)?) async throws -> WebReply {
        var outgoing = HTTPClientRequest(url: request.address.text)
        outgoing.method = request.method == .get ? .GET : .POST
        outgoing.headers.add(name: "User-Agent", value: "tamga")
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if request.isAuthorized, let credentials = settings.credentials, home.sharesKeys(with: request.address) {
            outgoing.headers.add(name: "Authorization", value: credentials.header)
        }
        if request.method == .post { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        sent.withLock { $0 += 1 }
        let address = request.address
        do {
            let end = NIODeadline.now() + .seconds(Int64(settings.replySeconds))
            let response = try await http.execute(outgoing, deadline: end)
            let status = Int(response.status.code)
            let usesSink = sink != nil && status == 200
            var limit = request.limit ?? settings.replyLimit
            if !(200...299).contains(status) { limit = min(limit, Self.errorLimit) }
            let body = try await read(
                response, of: address, limit: limit, isCut: request.isCut || status >= 300, by: end,
                usesSink ? sink : nil)
            return WebReply(status: status, headers: response.headers, body: body, address: address)
        } catch let error as ExchangeError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw try Self.translated(error, address)
        }
    }

    private func read(
        _ response: HTTPClientResponse, of address: WebAddress, limit: Int, isCut: Bool, by end: NIODeadline,
        _ sink: (any BodySink)?
    ) async throws -> [UInt8] {
        if let encoding = response.headers.first(name: "Content-Encoding"), encoding.lowercased() != "identity" {
            throw ExchangeError.unexpected(
                address.description, reason: "the answer is packed (\(encoding.prefix(40))), which nobody asked for")
        }
        if !isCut, let length = response.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > limit {
            throw ExchangeError.tooLong(address.description, limit: limit)
        }
        try sink?.restart()
        var body: [UInt8] = []
        var count = 0
        for try await piece in response.body {
            count += piece.readableBytes
            if count > limit {
                if isCut { break }
                throw ExchangeError.tooLong(address.description, limit: limit)
            }
            if NIODeadline.now() > end {
                throw ExchangeError.unreachable(
                    address.description, reason: "the answer took more than \(settings.replySeconds) s")
            }
            if let sink {
                try sink.write(Array(piece.readableBytesView))
            } else {
                body.append(contentsOf: piece.readableBytesView)
            }
        }
        return body
    }

    /// What a failure below means; what is none of the net's comes back as it is.
    private static func translated(_ error: any Error, _ address: WebAddress) throws -> ExchangeError {
        switch error {
        case let error as HTTPClientError:
            let name = error.shortDescription
            if error == .tlsHandshakeTimeout { return .untrusted(address.description, reason: name) }
            return .unreachable(address.description, reason: name)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            let text = "\(error)"
            let reason =
                text.contains("CERTIFICATE_VERIFY_FAILED")
                ? "its certificate is signed by nobody who is trusted here"
                : text.contains("failedToValidateHostname")
                    ? "its certificate is for another name" : String(text.prefix(200))
            return .untrusted(address.description, reason: reason)
        case HTTPParserError.invalidEOFState:
            return .unreachable(address.description, reason: "the answer breaks off in the middle")
        case is HTTPParserError:
            return .unexpected(address.description, reason: "the answer is no HTTP: \("\(error)".prefix(200))")
        default:
            let text = "\(error)"
            for (mark, words) in [
                ("refused", "connection refused"), ("reset", "connection reset"), ("not known", "no such host"),
                ("unknown(host", "no such host"), ("unreachable", "the network is unreachable"),
                ("timed out", "timed out"), ("connectTimeout", "timed out"),
            ] where text.lowercased().contains(mark.lowercased()) {
                return .unreachable(address.description, reason: words)
            }
            if error is any NetworkFailure {
                return .unreachable(address.description, reason: String(text.prefix(200)))
            }
            guard "\(type(of: error))".hasPrefix("NIO") || "\(type(of: error))".hasPrefix("IO") else { throw error }
            return .unreachable(address.description, reason: String(text.prefix(200)))
        }
    }
}

/// What NIO throws where a connection fails.
private protocol NetworkFailure: Error {}
extension ChannelError: NetworkFailure {}
extension IOError: NetworkFailure {}

extension Timestamp {
    /// The present instant, to the microsecond.
    static var present: Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}
