import TamgaRelease

extension WebhookSender {
    /// Notes what is new among published sightings, and sends each webhook what is due.
    ///
    /// - Throws: `StoreError`.
    public func run(_ sightings: PublishedSightings) async throws -> [Outcome] {
        try await run { name in
            guard let recipient = Recipient(name) else { return [] }
            return try sightings.posts(for: recipient).map {
                WebhookPost(id: $0.id, modified: $0.modified, body: $0.body)
            }
        }
    }
}
