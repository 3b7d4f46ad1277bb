/// Fetches a file, unless it is the one that was fetched last.
public struct FileFetch: Sendable {
    private let client: WebClient
    private let address: WebAddress

    /// A fetch.
    public init(_ client: WebClient, of address: WebAddress) {
        self.client = client
        self.address = address
    }

    /// Fetches the file into a sink.
    ///
    /// - Parameter place: which state was fetched last.
    /// - Returns: The state that came; `nil` where it is the same still.
    /// - Throws: ``ExchangeError``, and what the sink throws.
    public func run(since place: FilePlace, into sink: any BodySink) async throws -> FilePlace? {
        var request = WebRequest(address)
        request.headers = [("Accept", "*/*")] + place.headers
        let reply = try await client.send(request, into: sink)
        if reply.status == 304 {
            guard !place.headers.isEmpty else { throw ExchangeError.unchangedAtFirst(address) }
            return nil
        }
        return FilePlace(try reply.checked())
    }
}
