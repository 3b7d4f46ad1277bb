import PCRE2

/// A text in which PCRE2 finds a pattern holds a literal of each clause and a window of the pattern; ranges lie inside.
/// The input is the pattern up to the first newline, and the text behind it.
final class RegexProperty: FuzzProperty {
    private var scratch = MatchScratch(limits: MatchLimits(steps: 20_000, stepsPerByte: 0))

    func failure(on input: [UInt8]) -> String? {
        let cut = input.firstIndex(of: 0x0A) ?? input.count
        let text = String(decoding: input[..<cut], as: UTF8.self)
        var subjects = [Array(input[min(cut + 1, input.count)...]), Array(input[..<cut])]
        subjects.append(subjects[0].map { $0 &- 0x61 < 26 ? $0 ^ 0x20 : $0 })
        var options = Pattern.Options(rawValue: (input.last ?? 0) & 7)
        if input.count % 3 == 0 { options.insert(.utf) }
        if let wrong = analysis(text, options) { return wrong }
        guard let pattern = try? Pattern(text, options: options) else { return nil }
        let required = RequiredLiterals(of: text, options: options)
        let windows = RequiredWindows(of: text, options: options) { window in
            window.reduce(1) { $0 * Double($1.count) / 256 }
        }
        for subject in subjects {
            let match: Match?
            do { match = try pattern.firstMatch(in: subject.span, using: &scratch) } catch { continue }
            guard let match else { continue }
            for range in match.captures + [match.range] {
                if let range, range.lowerBound < 0 || range.upperBound > subject.count { return "matched at \(range)" }
            }
            for clause in required.clauses where !clause.contains(where: { $0.isIn(subject) }) {
                return "it matches \(subject) without a literal of \(clause)"
            }
            if let windows, !windows.windows.contains(where: { Self.fits($0, subject) }) {
                return "it matches \(subject) without a window"
            }
        }
        return nil
    }

    /// The analysis alone ends, and its places lie in the pattern.
    private func analysis(_ text: String, _ options: Pattern.Options) -> String? {
        for risk in BacktrackingRisk.risks(in: text, options: options)
        where risk.range.lowerBound < 0 || risk.range.upperBound > text.utf8.count {
            return "a risk at \(risk.range) of \(text.utf8.count) bytes"
        }
        let leading = LeadingBytes(of: text, options: options, count: 8)
        return leading.leastCount >= 0 ? nil : "fewer than no bytes"
    }

    private static func fits(_ window: [ByteSet], _ subject: [UInt8]) -> Bool {
        guard window.count <= subject.count else { return false }
        return (0...subject.count - window.count).contains { start in
            window.indices.allSatisfy { window[$0].contains(subject[start + $0]) }
        }
    }
}
