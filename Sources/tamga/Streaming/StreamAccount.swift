import TamgaModel

/// What a stream has come to.
struct StreamAccount: Sendable {
    /// Since it first began, whatever processes have run it.
    var total: RunOutcome
    /// Since this process began.
    var sinceStart: RunOutcome
    /// The latest time of a record with a hit.
    var latest: Timestamp?
}
