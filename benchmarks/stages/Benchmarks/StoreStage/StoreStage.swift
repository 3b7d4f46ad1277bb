import Benchmark
import StageSupport
import TamgaModel
import TamgaStore

/// The store: feeds kept in SQLite, and statements read for the matcher.
///
/// A store lies in the folder for temporary files. Items are made before; what is measured is keeping them.
let benchmarks: @Sendable () -> Void = {
    let time = Timestamp(seconds: 1_793_500_000)

    func keep(_ items: [FeedItem], in store: Store, name: String) throws -> ImportOutcome {
        try store.importFeed(from: FeedDescription(name: name, format: "stix", time: time)) { sink in
            for item in items { try sink(item) }
        }
    }

    func lines(_ count: Int) -> [FeedItem] {
        Known.addresses(count).map { .indicator(Indicator(observables: [$0])) }
    }

    func objects(_ count: Int) throws -> [FeedItem] {
        var items: [FeedItem] = []
        try Feed.read(Bundle(indicators: count).bytes, name: "bundle.json") { items.append($0) }
        return items
    }

    /// New, unchanged, refused, and the values that were not known.
    func counts(_ outcome: ImportOutcome) -> [Int] {
        [
            outcome.indicators.new + outcome.objects.new, outcome.indicators.unchanged + outcome.objects.unchanged,
            outcome.refused, outcome.observablesNew,
        ]
    }

    // A list into an empty store. Answer: all are new, in number and in values.
    stage(
        "20000-lines-of-a-list",
        prepare: { Prepared((lines(20_000), try Scratch()), .items(20_000), answer: [20_000, 0, 0, 20_000]) },
        turn: { input, measured in
            let store = try Store(path: input.1.fresh("store.sqlite"))
            return counts(try measured { try keep(input.0, in: store, name: "list") })
        })

    // STIX objects with their bytes into an empty store. Answer: all are new, with two values an indicator.
    stage(
        "2000-STIX-indicators",
        prepare: { Prepared((try objects(2_000), try Scratch()), .items(2_000), answer: [2_001, 0, 0, 4_000]) },
        turn: { input, measured in
            let store = try Store(path: input.1.fresh("store.sqlite"))
            return counts(try measured { try keep(input.0, in: store, name: "bundle") })
        })

    // The same once more. Answer: all are unchanged.
    stage(
        "2000-STIX-indicators-again",
        prepare: {
            let scratch = try Scratch()
            let store = try Store(path: scratch.fresh("store.sqlite"))
            let items = try objects(2_000)
            _ = try keep(items, in: store, name: "bundle")
            return Prepared((items, store, scratch), .items(2_000), answer: [0, 2_001, 0, 0])
        },
        turn: { input, measured in counts(try measured { try keep(input.0, in: input.1, name: "bundle") }) })

    // Every statement in force, as the matcher's table is compiled from them. Answer: their number, in order.
    stage(
        "50000-statements-in-force",
        prepare: {
            let scratch = try Scratch()
            let store = try Store(path: scratch.fresh("store.sqlite"))
            _ = try keep(lines(50_000), in: store, name: "list")
            return Prepared((store, scratch), .items(50_000), answer: [50_000, 0])
        },
        turn: { input, measured in
            try measured {
                var answer = [0, 0]
                var last: [UInt8] = []
                try input.0.forEachLiveStatement { statement in
                    answer[0] += 1
                    if !last.lexicographicallyPrecedes(statement.observable.bytes) { answer[1] += 1 }
                    last = statement.observable.bytes
                }
                return answer
            }
        })
}
