import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The events of a dashboard, as a browser takes them.
struct Events {
    let response: HTTPClientResponse

    /// A client that waits for events however long they take.
    static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(timeout: Patience.timeout))

    init(_ base: String, cookie: String? = nil) async throws {
        var request = HTTPClientRequest(url: base + "/events")
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        response = try await Self.client.execute(request, timeout: .seconds(Int64(Patience.seconds)))
    }

    /// The first event that a condition holds for; `nil` where the events end before.
    func first(where condition: ([String: Any]) -> Bool) async throws -> [String: Any]? {
        var text = ""
        for try await buffer in response.body {
            text += String(buffer: buffer)
            while let end = text.range(of: "\n\n") {
                let data = text[..<end.lowerBound].dropFirst("data: ".count)
                text = String(text[end.upperBound...])
                let event = try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any] ?? [:]
                if condition(event) { return event }
            }
        }
        return nil
    }
}
