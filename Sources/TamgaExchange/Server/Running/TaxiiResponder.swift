import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TamgaStore
import TamgaTAXII
import TamgaUUID

/// A request of HTTP on its way to the service and back: who, what, how much, and a line in the log.
struct TaxiiResponder: HTTPResponder {
    typealias Context = ServerContext

    let service: TaxiiService
    let gate: Gate
    let log: Logger

    private var takesCertificates: Bool { service.settings.tls?.clientAuthorities != nil }

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let start = ContinuousClock.now
        let id = Base64.urlText(RandomBytes.make(9))
        let target = request.head.path ?? ""
        let cut = target.firstIndex(of: "?") ?? target.endIndex
        let path = target[..<cut]
        var account: Account?
        let limits = service.settings
        var reading = BodyReading(request, maximum: limits.maximumBody, seconds: limits.bodySeconds)
        var reply: Reply
        var fault: String?
        do {
            let authorization = request.headers[.authorization]
            let certificate = authorization == nil && takesCertificates ? await context.certificate() : nil
            let admitted = try await gate.admit(authorization, certificate: certificate, from: context.address)
            account = admitted
            reply = try await answer(request, path, target[cut...].dropFirst(), admitted, &reading)
        } catch let error as TaxiiError {
            reply = Reply(error, id: id)
        } catch {
            let (answer, cause) = Self.broken(error)
            reply = Reply(answer, id: id)
            fault = cause
        }
        if let fault { log.error("\(fault)", metadata: ["id": "\(id)"]) }
        let response = await response(reply, request, closes: reading.isUnread)
        if reading.isUnread { context.closeSoon() }
        var metadata: Logger.Metadata = [
            "who": "\(account?.name ?? "-")", "method": "\(request.method.rawValue)", "path": "\(path.prefix(300))",
            "status": "\(reply.status)", "bytes": "\(response.body.contentLength ?? 0)",
            "ms": "\(Self.milliseconds(since: start))", "from": "\(context.address)", "id": "\(id)",
        ]
        if !reply.notes.isEmpty { metadata["note"] = "\(reply.notes.joined(separator: "; "))" }
        log.info("request", metadata: metadata)
        return response
    }

    private func answer(
        _ request: Request, _ path: Substring, _ query: Substring, _ account: Account, _ reading: inout BodyReading
    ) async throws -> Reply {
        guard let endpoint = TaxiiEndpoint(path: path) else { throw TaxiiError.notFound }
        let method = request.method.rawValue
        guard endpoint.methods.contains(method) else { throw TaxiiError.wrongMethod(allowed: endpoint.methods) }
        guard MediaType.accepts(request.headers[.accept]) else {
            throw TaxiiError(406, "Not acceptable", "This server answers with \(MediaType.taxii) and nothing else.")
        }
        let fragment = query.firstIndex(of: "#") ?? query.endIndex
        let question = TaxiiService.Question(
            account: account, method: method, endpoint: endpoint, query: String(query[..<fragment]),
            contentType: request.headers[.contentType])
        return try await service.answer(question) { try await reading.read() }
    }

    /// What is told of a fault that is not the caller's, and what the log has to know.
    private static func broken(_ error: any Error) -> (TaxiiError, String) {
        if let error = error as? StoreError, case .inUse = error {
            var answer = TaxiiError(503, "Busy", "Another process writes to the store; try again.")
            answer.retryAfter = 5
            return (answer, "\(error)")
        }
        return (TaxiiError(500, "Internal error", "The server's log has the reason under this error_id."), "\(error)")
    }

    private func response(_ reply: Reply, _ request: Request, closes: Bool) async -> Response {
        var headers = HTTPFields()
        headers[.contentType] = MediaType.taxii
        headers[.cacheControl] = "no-store"
        headers[.vary] = "Accept-Encoding"
        if closes { headers[.connection] = "close" }
        for (name, value) in reply.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        var body = reply.body
        if body.count >= Gzip.threshold, Gzip.isAccepted(request.headers[.acceptEncoding]) {
            let whole = body
            if let packed = try? await service.threads.read({ Gzip.packed(whole) }) {
                body = packed
                headers[.contentEncoding] = "gzip"
            }
        }
        return Response(
            status: HTTPResponse.Status(code: reply.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}

extension Reply {
    /// The answer to what cannot be done.
    fileprivate init(_ error: TaxiiError, id: String) {
        self.init(error.json(id: id))
        status = error.status
        notes.append(error.title)
        if let seconds = error.retryAfter { headers.append(("Retry-After", "\(seconds)")) }
        if !error.allowed.isEmpty { headers.append(("Allow", error.allowed.joined(separator: ", "))) }
        if error.status == 401 {
            headers.append(("WWW-Authenticate", "Basic realm=\"tamga\", charset=\"UTF-8\""))
            headers.append(("WWW-Authenticate", "Bearer realm=\"tamga\""))
        }
    }
}
