import PCRE2
import TamgaMatch
import TamgaModel
import TamgaTAXII

/// Records, messages and requests.
extension LimitCase {
    static let others: [LimitCase] = [
        LimitCase("subject of a regular expression, bytes", 1_000) { size in
            var scratch = MatchScratch(limits: MatchLimits(bytes: 1_000))
            guard let pattern = try? Pattern("a+b") else { return false }
            do throws(PatternError) {
                _ = try pattern.firstMatch(in: [UInt8](repeating: 0x61, count: size).span, using: &scratch)
                return true
            } catch { return error != .limitReached(code: 0) }
        },
        LimitCase("message by syslog, bytes", 65_536) { size in
            var framer = SyslogFramer(longest: 65_536)
            var taken = false
            framer.take(
                Array("<1>\(text("a", size - 3))\n".utf8)[...], message: { taken = $0.count == size }, tooLong: {})
            return taken
        },
        LimitCase("message by syslog, bytes: with its length before it", 65_536) { size in
            var framer = SyslogFramer(longest: 65_536)
            var taken = false
            framer.take(
                Array("\(size) <1>\(text("a", size - 3))".utf8)[...], message: { taken = $0.count == size },
                tooLong: {})
            return taken
        },
        LimitCase("value that groups records, bytes", CorrelationEvents.longestValue) { size in
            let place = CorrelationEvent.Place(
                time: Timestamp(seconds: 0), isArrival: false, source: 0, byteOffset: 0, line: 1, fingerprint: 0,
                observer: nil)
            let value = [UInt8](repeating: 0x61, count: size)
            var events = CorrelationEvents()
            events.append(CorrelationEvent(place: place, rule: 0, values: [[value]]))
            var reader = CorrelationEventReader(events.bytes(of: 0))
            return reader.next()?.values == [[value]]
        },
        LimitCase("path, bytes", TaxiiEndpoint.longestPath) { size in
            TaxiiEndpoint(path: "/union/collections/" + text("a", size - 19)) != nil
        },
        LimitCase("objects of a request", PushedObjects.maximumCount) { count in
            let objects = list(count) { _ in #"{"type":"a","id":"a--1"}"# }
            return (try? PushedObjects(Array("{\"objects\":[\(objects)]}".utf8), allowsBundle: false)) != nil
        },
        LimitCase("filters that next carries, bytes", 2_048) { size in
            // As text the filter is two bytes longer than the id.
            let scope = TaxiiCursor.Scope(collection: "c", endpoint: "objects", reader: "KZ")
            var filters = TaxiiFilters()
            filters.ids = [text("x", size - 2)]
            let cursor = TaxiiCursor(place: Timestamp(seconds: 0), filters: filters)
            var alone = TaxiiFilters()
            alone.next = cursor.text(secret: [1], scope: scope)
            return (try? TaxiiCursor(resuming: alone, secret: [1], scope: scope).filters.ids) == filters.ids
        },
    ]
}
