import TamgaModel
public import TamgaReport

/// What became of publishing sightings.
public struct Publication: Sendable {
    /// What each producer is offered, by code; those whose indicators nobody else has seen are among them.
    public var offers: [SightingOffer] = []
    /// Objects that are offered for the first time.
    public var new = 0
    /// Objects that say something else than before.
    public var changed = 0
    /// Objects that say what they said.
    public var unchanged = 0
    /// Objects that are offered no more: what they told is not told any more.
    public var takenBack = 0
    /// Sightings in the logs of the only member that has stated the indicator: it knows.
    public var own = 0
    /// Sightings of what nobody has stated: there is nobody to tell.
    public var unattributed = 0

    /// Sightings that are offered to anybody.
    public var sightings: Int { offers.reduce(0) { $0 + $1.objects.count { $0.type == "sighting" } } }
    /// True where nothing was written.
    public var isUnchanged: Bool { new + changed + takenBack == 0 }
}
