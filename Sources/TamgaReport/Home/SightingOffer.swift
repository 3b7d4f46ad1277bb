public import TamgaModel
public import TamgaRelease

/// What is offered to one producer of its own indicators in the logs of others, as STIX objects.
///
/// A sighting for each indicator and observer, all sources and all runs together, so that a higher count is a newer
/// version of the same object (STIX 2.1 §5.2). Each names the producer and the observer by the extension of
/// recipients, and is marked as its indicator is, TLP:AMBER at least: every door asks the policy and no more.
public struct SightingOffer: Sendable {
    /// To whom.
    public let producer: MemberState
    /// What it is told, of its own indicators.
    public let told: ToldSightings
    /// Sightings, observed data and the observers' identities, by id.
    public let objects: [OfferedObject]

    /// An offer.
    ///
    /// - Parameters:
    ///   - recorded: sightings of anybody's indicators; those that are not of this producer's are passed over.
    public init(
        to producer: MemberState, of recorded: [RecordedSighting], indicators: SightedIndicators,
        policy: ReleasePolicy, community: Community
    ) {
        self.producer = producer
        let foreign = recorded.filter {
            $0.sighting.observer != producer && $0.sighting.producers.contains(producer)
        }
        told = ToldSightings(
            of: foreign, statedBy: producer, indicators: indicators, policy: policy, community: community,
            for: .member(producer))
        var objects: [String: OfferedObject] = [:]
        for sighting in told.others {
            for indicator in sighting.indicators {
                let made = OfferedSighting(
                    sighting, of: indicator, for: .member(producer), community: community)
                for object in made.objects { objects[object.id] = object }
            }
        }
        self.objects = objects.values.sorted { $0.id < $1.id }
    }

    /// The identities of all members, as they are offered where a member's own is not here.
    public static func identities(of community: Community) -> [OfferedObject] {
        community.members.map { OfferedSighting.identity(identity(of: $0.state, community), of: $0.state, community) }
    }

    /// The identity that stands for an observer: the member's first one, else a derived one.
    public static func identity(of observer: MemberState, _ community: Community) -> String {
        OfferedSighting.identity(of: observer, community)
    }
}
