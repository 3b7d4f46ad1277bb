import AsyncHTTPClient
import NIOCore

/// How long tests wait for what must come: so long that only what never comes takes it.
enum Patience {
    static let seconds = 1_500
    /// The same of a client of HTTP: until a connection stands, or one is free.
    static let timeout = HTTPClient.Configuration.Timeout(connect: .seconds(Int64(seconds)))

    /// Whether something comes to hold; asked again and again.
    static func until(_ holds: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            if try await holds() { return true }
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
