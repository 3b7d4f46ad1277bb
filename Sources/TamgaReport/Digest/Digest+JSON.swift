import TamgaJSON
import TamgaModel

extension Digest {
    /// The page as JSON, in the form of `schemas/digest.schema.json`: keys always in the same order, times in RFC 3339,
    /// `null` for a member that is not named. Ends with a newline.
    public func json() -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { page in
            page.member("community", community)
            page.member("for", recipient.code)
            page.member("name", name)
            page.member("marking", marking.label)
            page.member("since", since?.description)
            page.object("elsewhere") { part in
                part.member("hits", found.hits)
                part.member("indicators", found.indicators)
                part.array("members") { list in
                    for row in observers {
                        list.object {
                            $0.state("member", row.state)
                            $0.member("hits", row.found.hits)
                            $0.member("indicators", row.found.indicators)
                            $0.member("first_seen", row.seen.first?.description)
                            $0.member("last_seen", row.seen.last?.description)
                        }
                    }
                }
                part.array("sightings") { list in
                    for entry in elsewhere { list.object { Self.write(entry, to: &$0) } }
                }
            }
            if !received.isEmpty {
                page.array("received") { list in
                    for sighting in received { list.object { Self.write(sighting, to: &$0) } }
                }
            }
            page.object("own") { part in
                part.member("hits", own.found.hits)
                part.member("indicators", own.found.indicators)
                part.member("sightings", own.found.sightings)
                part.member("first_seen", own.seen.first?.description)
                part.member("last_seen", own.seen.last?.description)
                part.array("indicators_seen") { list in
                    for entry in own.top { list.object { Summary.write(entry, to: &$0) } }
                }
            }
            page.object("matrix") { part in
                Summary.write(matrix, to: &part)
                part.member("hidden_below", Self.smallest)
                part.array("hidden") { list in
                    for (row, column) in matrix.hiddenPlaces {
                        list.object {
                            $0.state("producer", matrix.states[row])
                            $0.state("observer", matrix.states[column])
                        }
                    }
                }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private static func write(_ sighting: ReceivedSighting, to page: inout JSONWriter) {
        page.member("id", sighting.id)
        page.member("of", sighting.of)
        page.member("value", sighting.observable?.text)
        page.member("observers", sighting.observers.map(\.code))
        page.member("hits", sighting.count)
        page.member("first_seen", sighting.firstSeen?.description)
        page.member("last_seen", sighting.lastSeen?.description)
    }

    private static func write(_ entry: Elsewhere, to page: inout JSONWriter) {
        let told = entry.sighting
        page.member("value", told.observable.text)
        page.member("type", told.observable.type.label)
        page.member("indicator_ids", entry.indicatorIDs)
        page.state("observer", told.observer)
        page.member("disclosure", told.disclosure.word)
        page.member("hits", told.count)
        page.member("first_seen", told.firstSeen?.description)
        page.member("last_seen", told.lastSeen?.description)
        if !told.sectors.isEmpty { page.member("sectors", told.sectors) }
        if told.evidence.isEmpty { return }
        page.array("sources") { list in
            for found in told.evidence {
                list.object {
                    $0.member("source", found.source)
                    $0.member("hits", found.count)
                    $0.member("first_seen", found.firstSeen?.description)
                    $0.member("last_seen", found.lastSeen?.description)
                }
            }
        }
    }
}
