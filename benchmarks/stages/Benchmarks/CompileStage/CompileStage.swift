import Benchmark
import StageSupport
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Compiling: statements into a table, Sigma files into rules, rules into sieves.
let benchmarks: @Sendable () -> Void = {
    // A table of 100,000 domains. Answer: how many observables it has.
    stage(
        "table-of-100000-indicators",
        prepare: {
            let known = Known.domains(100_000)
            return Prepared(known, .items(known.count), answer: known.count)
        },
        turn: { known, measured in measured { Search.table(known).observableCount } })

    // The same table written beside a store and mapped again, with its checksum. Answer: how many observables it has.
    stage(
        "snapshot-of-100000-indicators",
        prepare: {
            let known = Known.domains(100_000)
            return Prepared((Search.table(known), try Scratch()), .items(known.count), answer: Int?(known.count))
        },
        turn: { input, measured in
            let path = try input.1.fresh("table.snapshot")
            return try measured {
                try input.0.writeSnapshot(to: path)
                return IndicatorTable(snapshot: path, key: 1, checking: .first)?.observableCount
            }
        })

    // Sigma files read: 500 rules. Answer: their number; reading throws where one is refused.
    stage(
        "500-Sigma-rules-read",
        prepare: {
            let yaml = RuleText.processes(500)
            return Prepared(yaml, .items(500), answer: 500)
        },
        turn: { yaml, measured in try measured { try RuleText.read(yaml).count } })

    /// What rules are compiled from, all of it read before.
    struct Rules {
        let rules: [SigmaRule]
        let map: LogSourceMap
        let derivedNames: Set<String>

        init(_ yaml: [UInt8]) throws {
            rules = try RuleText.read(yaml)
            map = try RuleText.logSources()
            derivedNames = try RuleText.formats().derivedNames
        }
    }

    // Rules compiled: covers, rarity, sieves, routes. Answer: rules, none refused.
    for (name, yaml) in [
        ("500-rules-compiled", RuleText.processes), ("500-regular-expressions-compiled", RuleText.expressions),
    ] {
        stage(
            name,
            prepare: { Prepared(try Rules(yaml(500)), .items(500), answer: [500, 0]) },
            turn: { given, measured in
                let table = measured {
                    RuleTable(rules: given.rules, map: given.map, derivedNames: given.derivedNames)
                }
                return [table.rules.count, table.refusals.count]
            })
    }
}
