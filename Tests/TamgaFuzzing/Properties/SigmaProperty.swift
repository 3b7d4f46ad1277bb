import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// A rule file gives rules and problems whose places lie inside it, and what is read compiles.
struct SigmaProperty: FuzzProperty {
    private let map = KnownFormats.map
    private let names = KnownFormats.set.derivedNames

    mutating func failure(on input: [UInt8]) -> String? {
        let file = SigmaReader().read(input, source: "rule.yml")
        let set = SigmaRuleSet([file])
        for problem in set.problems {
            guard 0...input.count + 1 ~= problem.line else { return "a problem at line \(problem.line)" }
            guard problem.column >= 0, problem.caret >= 0 else { return "a problem at column \(problem.column)" }
            if problem.message.isEmpty { return "a problem without a message" }
        }
        // Compiling takes far longer than reading, with the names of all formats a thousand times as long: one file in
        // eight is compiled, one in 512 with them.
        if !set.rules.isEmpty, input.count % 8 == 0 {
            let isWhole = input.reduce(0) { ($0 &* 31) ^ Int($1) } & 63 == 0
            let table = RuleTable(
                rules: set.rules, map: isWhole ? map : LogSourceMap(), derivedNames: isWhole ? names : [])
            for refusal in table.refusals where refusal.reason.isEmpty { return "a refusal without a reason" }
        }
        return nil
    }
}
