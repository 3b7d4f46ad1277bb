import PCRE2
import TamgaLogs

extension CompiledPredicate {
    /// Whether one value satisfies the predicate, given as bytes of its own.
    func verdict(_ bytes: [UInt8], _ kind: RecordFields.Kind, _ scratch: inout MatchScratch) -> RuleVerdict {
        let padded = bytes + [UInt8](repeating: 0x0A, count: TextView.padding)
        // Safe: the copy is padded and lives until the call returns.
        return unsafe padded.withUnsafeBufferPointer {
            unsafe verdict(RuleText(base: $0.baseAddress!, count: bytes.count), kind, &scratch)
        }
    }
}
