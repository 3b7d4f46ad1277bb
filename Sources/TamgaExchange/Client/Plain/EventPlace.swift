/// Which events of a MISP feed were fetched, and in which state.
struct EventPlace: Sendable, Codable {
    /// The state of the manifest once all its events were fetched.
    var manifest = FilePlace()
    /// The timestamp of each event that was fetched, by UUID.
    var events: [String: Int64] = [:]
}
