import Benchmark
import StageSupport
import TamgaFormats
import TamgaModel

/// Feeds read into indicators: bytes in, values out, nothing kept.
let benchmarks: @Sendable () -> Void = {
    // A bundle, in pieces of 64 KiB as a file is read. Answer: what the bundle was made of, none refused.
    stage(
        "bundle-of-5000-indicators",
        prepare: {
            let bundle = Bundle(indicators: 5_000)
            return Prepared(bundle.bytes, .bytes(bundle.bytes.count), answer: bundle.contents)
        },
        turn: { bytes, measured in try measured { try Contents(reading: bytes, name: "bundle.json") } })

    // A list of addresses and domains, whose kinds are guessed. Answer: a value a line, none refused.
    stage(
        "list-of-50000-values",
        prepare: {
            let values = Known.addresses(25_000) + Known.domains(25_000)
            let text = Array(values.map { $0.text + "\n" }.joined().utf8)
            var contents = Contents()
            (contents.indicators, contents.observables) = (values.count, values.count)
            return Prepared(text, .items(values.count), answer: contents)
        },
        turn: { bytes, measured in try measured { try Contents(reading: bytes, name: "list.txt") } })

    // Patterns parsed and lowered to the values that they name. Answer: two values each; none says more.
    stage(
        "20000-patterns",
        prepare: {
            let known = Known.addresses(20_000)
            let patterns = zip(known, Known.domains(20_000)).map { Bundle.pattern($0, $1) }
            return Prepared(patterns, .items(patterns.count), answer: [2 * patterns.count, 0])
        },
        turn: { patterns, measured in
            try measured {
                var answer = [0, 0]
                for pattern in patterns {
                    let lowered = try StixPattern(parsing: pattern).lowered()
                    answer[0] += lowered.observables.count
                    if lowered.isRicher || !lowered.isComplete { answer[1] += 1 }
                }
                return answer
            }
        })
}
