import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TamgaModel
import TamgaReport
import TamgaTAXII

/// A request of a browser on its way to a page and back.
struct DashboardResponder: HTTPResponder {
    typealias Context = ServerContext

    let pages: DashboardPages
    let figures: StoredFigures
    let live: LiveHits
    /// Who may come in; `nil` where this machine is asked for no key.
    let door: DashboardDoor?
    let log: Logger

    /// Nothing is loaded from elsewhere, nothing in a page is run, and no other page can hold it.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    static let plain = "text/plain; charset=utf-8"
    static let html = "text/html; charset=utf-8"
    /// The longest text that is looked for, in bytes.
    private static let longestQuestion = 2_000
    /// The longest value that has a page, in bytes.
    private static let longestValue = 16_000

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        guard door != nil || Self.isHere(request.head.authority) else {
            return reply(421, Self.plain, Array("This is no name of the dashboard.\n".utf8))
        }
        do {
            switch try await door(request, context) {
            case .answered(let response): return response
            case .open(let guest): return try await pass(request, context, guest)
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            log.error("\(error)", metadata: ["path": "\((request.head.path ?? "").prefix(300))"])
            let text = "The store could not be read; the dashboard's log on standard error says why.\n"
            return reply(500, Self.plain, Array(text.utf8))
        }
    }

    private func pass(
        _ request: Request, _ context: ServerContext, _ guest: DashboardDoor.Guest?
    ) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            // What stands in the body is not read.
            context.closeSoon()
            return reply(
                405, Self.plain, Array("Only GET.\n".utf8), more: [("Allow", "GET, HEAD"), ("Connection", "close")])
        }
        return try await answer(request, guest)
    }

    private func answer(_ request: Request, _ guest: DashboardDoor.Guest?) async throws -> Response {
        switch request.uri.path {
        case "/":
            let picture = try await figures.picture()
            return reply(200, Self.html, pages.overview(picture, live, trouble: figures.trouble))
        case "/rules": return reply(200, Self.html, pages.rules(try await figures.picture()))
        case "/search": return try await search(request)
        case "/indicator": return try await indicator(request)
        case "/events": return events(guest, isHead: request.method == .head)
        case DashboardPages.style.description:
            return reply(200, "text/css; charset=utf-8", Array(StyleSheet.page.text.utf8))
        case DashboardPages.script.description:
            return reply(200, "text/javascript; charset=utf-8", PackageResources.dashboard_js)
        default: return reply(404, Self.html, pages.missing())
        }
    }

    private func search(_ request: Request) async throws -> Response {
        let text = request.uri.queryParameters["q"].map(String.init) ?? ""
        guard !text.isEmpty, text.utf8.count <= Self.longestQuestion else {
            return reply(text.isEmpty ? 200 : 414, Self.html, pages.search(String(text.prefix(500)), nil))
        }
        let sightings = try await figures.picture().sightings
        var found = try await figures.read { try DashboardPages.find(text, $0, sightings) }
        found.hits = try await figures.find(HitSearch(text: text.refanged), DashboardPages.listed)
        return reply(200, Self.html, pages.search(text, found))
    }

    private func indicator(_ request: Request) async throws -> Response {
        let type = request.uri.queryParameters["type"].flatMap { ObservableType(label: $0) }
        let value = request.uri.queryParameters["value"].map(String.init) ?? ""
        guard let type, !value.isEmpty, value.utf8.count <= Self.longestValue,
            let observable = type == .pattern
                ? Observable(type: .pattern, canonicalBytes: Array(value.utf8)) : try? Observable(type, value)
        else { return reply(404, Self.html, pages.missing()) }
        let sightings = try await figures.picture().sightings
        var known = try await figures.read { try DashboardPages.know(observable, $0, sightings) }
        known.hits = try await figures.find(HitSearch(observable), DashboardPages.listed)
        return reply(known.isNothing ? 404 : 200, Self.html, pages.indicator(observable, known))
    }

    /// Events until the page goes away, or who reads it is no longer let in.
    private func events(_ guest: DashboardDoor.Guest?, isHead: Bool) -> Response {
        if isHead { return Response(status: .ok, headers: Self.headers("text/event-stream")) }
        guard let stream = live.watch() else {
            return reply(503, Self.plain, Array("Too many pages follow already.\n".utf8), more: [("Retry-After", "30")])
        }
        return Response(
            status: .ok, headers: Self.headers("text/event-stream"),
            body: ResponseBody { [door] writer in
                var asked = ContinuousClock.now
                for await event in stream {
                    if let door, let guest, ContinuousClock.now - asked > .seconds(2) {
                        guard try await door.isIn(guest) else { break }
                        asked = .now
                    }
                    try await writer.write(ByteBuffer(bytes: event))
                }
                try await writer.finish(nil)
            })
    }

    func reply(
        _ status: Int, _ type: String, _ body: [UInt8], more: [(name: String, value: String)] = []
    ) -> Response {
        Response(
            status: HTTPResponse.Status(code: status), headers: Self.headers(type, more: more),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func headers(_ type: String, more: [(name: String, value: String)] = []) -> HTTPFields {
        var headers = HTTPFields()
        let fields = [
            ("Content-Type", type), ("Cache-Control", "no-store"), ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        for (name, value) in fields + more {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return headers
    }

    /// Whether a request names this machine itself: a page elsewhere whose name was made to lead here is turned away.
    private static func isHere(_ authority: String?) -> Bool {
        guard let authority else { return false }
        var host = authority[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            host = host[host.index(after: host.startIndex)..<end]
        } else if let colon = host.lastIndex(of: ":") {
            host = host[..<colon]
        }
        return LoopbackAddress.isLoopback(String(host))
    }
}
