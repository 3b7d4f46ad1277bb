import TamgaModel
import TamgaReport

/// What others have told by sightings of their own.
enum ReceivedText {
    /// A heading and a table, after a blank line.
    static func of(_ received: [ReceivedSighting]) -> String {
        var rows = [["in the logs of", "hits", "first seen", "last seen", "sighting"]]
        for sighting in received {
            rows.append([
                sighting.observerWords, sighting.countWords, sighting.firstSeen?.description ?? "-",
                sighting.lastSeen?.description ?? "-", sighting.id,
            ])
        }
        return "\nseen by others:\n" + PlainTable.text(rows)
    }
}
