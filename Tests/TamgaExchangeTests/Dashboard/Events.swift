import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The events of a dashboard, as a browser takes them.
struct Events {
    let response: HTTPClientResponse

    init(_ base: String, cookie: String? = nil) async throws {
        var request = HTTPClientRequest(url: base + "/events")
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
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
