import TamgaExchange
import TamgaModel
import TamgaRelease
import TamgaReport

/// What was offered to whom, what was not, and why.
enum PublicationText {
    static func lines(_ publication: Publication) -> [String] {
        let sightings = publication.sightings
        var lines = [
            "\(sightings) \(sightings == 1 ? "sighting is" : "sightings are") offered: \(publication.new) objects new,"
                + " \(publication.changed) changed, \(publication.unchanged) as before"
                + (publication.takenBack > 0 ? ", \(publication.takenBack) taken back" : "")
        ]
        for offer in publication.offers {
            for (who, told) in told(offer) { lines.append("  \(offer.producer): \(told) from \(who)") }
        }
        var held: [String] = []
        for offer in publication.offers {
            for (words, count) in ReleaseText.counts(offer.told.withheld, .member(offer.producer)) {
                held.append("\(count) held back from \(offer.producer): \(words)")
            }
            if offer.told.forgotten > 0 {
                held.append(
                    "\(offer.told.forgotten) of what \(offer.producer) has shared once and is not here any more")
            }
        }
        if publication.own > 0 { held.append("\(publication.own) in the producer's own logs") }
        if publication.unattributed > 0 { held.append("\(publication.unattributed) of indicators that are nobody's") }
        return lines + (held.isEmpty ? [] : ["not offered:"]) + held.map { "  " + $0 }
    }

    /// `KZ (count)`, with how many sightings come from there.
    private static func told(_ offer: SightingOffer) -> [(who: String, count: Int)] {
        var counts: [String: Int] = [:]
        for sighting in offer.told.others {
            let who = sighting.observer?.code ?? "members that are not named"
            counts["\(who) (\(sighting.disclosure.word))", default: 0] += sighting.indicators.count
        }
        return counts.sorted { $0.key < $1.key }.map { (who: $0.key, count: $0.value) }
    }
}
