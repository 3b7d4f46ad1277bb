import Foundation
import TamgaFuzzing

/// What was asked for.
struct FuzzOptions {
    var targets: [FuzzTarget] = []
    var seeds: [URL] = []
    var corpus: URL?
    var executions: UInt64 = 20_000
    var seed: UInt64 = 1
    var seconds = 3_600.0
    var findings = URL(filePath: "out/fuzz")
    var json: String?
    var isList = false
    /// The number of an input that is written to standard output.
    var show: UInt64?
    // Of the process that tries.
    var isChild = false
    var first: UInt64 = 0
    var state = ""

    static let usage = """
        usage: tamga-fuzz TARGET…|all [--seeds DIR]… [--corpus DIR] [--executions N] [--seed N] [--time SECONDS]
                          [--findings DIR] [--json FILE] [--show NUMBER] [--list]
        """

    init(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            func value() -> String {
                guard let value = rest.popFirst() else { Self.stop("\(word) needs a value") }
                return value
            }
            func number() -> UInt64 {
                let text = value()
                guard let number = UInt64(text) else { Self.stop("\(word): “\(text)” is no number") }
                return number
            }
            switch word {
            case "--seeds": seeds.append(URL(filePath: value()))
            case "--corpus": corpus = URL(filePath: value())
            case "--executions": executions = number()
            case "--seed": seed = number()
            case "--time": seconds = Double(number())
            case "--findings": findings = URL(filePath: value())
            case "--json": json = value()
            case "--show": show = number()
            case "--list": isList = true
            case "--child": isChild = true
            case "--first": first = number()
            case "--state": state = value()
            case "all": targets += FuzzTarget.all
            default:
                guard let target = FuzzTarget.named(word) else { Self.stop("no target “\(word)”; --list names them") }
                targets.append(target)
            }
        }
        if targets.isEmpty, !isList { Self.stop("name a target, or all") }
    }

    /// Inputs that were kept of earlier runs, then seeds from folders.
    func mutation(of target: FuzzTarget) -> Mutation {
        let kept = corpus.map { FuzzCorpus(folder: $0).inputs(of: target).map(\.bytes) } ?? []
        return Mutation(target, seeds: kept + target.seeds(in: seeds), seed: seed)
    }

    static func stop(_ reason: String) -> Never {
        FileHandle.standardError.write(Data("tamga-fuzz: \(reason)\n\(usage)\n".utf8))
        exit(64)
    }
}
