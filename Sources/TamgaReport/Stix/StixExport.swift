public import TamgaModel
public import TamgaRelease

/// STIX 2.1 for those with whom sightings are shared.
public enum StixExport {
    /// A bundle of sightings with all that they refer to: indicators, the members' identities and locations,
    /// observed data and observables, TLP 2.0 markings. Ends with a newline.
    ///
    /// Ids are the objects' own or derived (UUID version 5), objects come in the order of their ids within their
    /// kind: equal arguments give equal bytes. What is made here rather than passed in has the `created` time
    /// 2000-01-01T00:00:00.000Z, since nothing remembers a first export; identities, locations and their relationships
    /// have it as `modified` too, so that any version by their owner wins. Indicators and sightings are `modified`
    /// at `time`.
    ///
    /// A sighting without times carries no observed data, which must have them, nor does one of a kind that has no
    /// observable object of its own (user agent, JA3, JA3S, JA4, cryptocurrency address). Counts past 999,999,999
    /// are cut to it (STIX 2.1 §5.2).
    ///
    /// Which sightings may leave is the caller's decision: nothing is filtered here.
    ///
    /// - Parameters:
    ///   - community: names and identities of members; a member without an identity gets a derived one.
    ///   - time: the moment for which the export speaks, such as the end of the newest run.
    ///   - originals: objects as they came, by id. Indicators and identities of STIX 2.1 in it are written verbatim.
    ///     For others a minimal object is made, as it is for one of STIX 2.0, which a 2.1 bundle cannot hold: that
    ///     one keeps its id and its name.
    /// - Complexity: O(n log n) in the sightings; the bundle is held in memory.
    public static func sightings(
        _ sightings: [Sighting], community: Community, time: Timestamp, originals: [String: [UInt8]] = [:]
    ) -> [UInt8] {
        var bundle = StixBundle(community: community, time: time, originals: originals)
        bundle.addIndicators(of: sightings)
        for sighting in sightings { bundle.add(sighting) }
        return bundle.bytes
    }

    /// A bundle of what one recipient may know of sightings, with the indicators, the members that are named and the TLP
    /// definitions. Ends with a newline.
    ///
    /// In its own logs as ``sightings(_:community:time:originals:)`` has it, `modified` when the newest of that was
    /// recorded; in the logs of others as it goes home. What is not told stands nowhere in it: equal `told` give equal
    /// bytes.
    ///
    /// - Parameters:
    ///   - originals: objects that the recipient may have, as they came, by id.
    ///   - created: when the first version of a published sighting was made, by id: of one id there is one `created`.
    public static func sightings(
        _ told: ToldSightings, for recipient: Recipient, community: Community, originals: [String: [UInt8]] = [:],
        created: [String: Timestamp] = [:]
    ) -> [UInt8] {
        let time = told.own.map(\.recorded).max() ?? Timestamp(seconds: 946_684_800)
        var bundle = StixBundle(community: community, time: time, originals: originals)
        let own = told.own.map(\.sighting)
        bundle.addIndicators(of: own)
        for sighting in own { bundle.add(sighting) }
        for sighting in told.others {
            for indicator in sighting.indicators { bundle.add(sighting, of: indicator, for: recipient, created) }
        }
        return bundle.bytes
    }
}
