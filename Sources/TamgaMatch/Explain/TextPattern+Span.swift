import TamgaModel

extension TextPattern {
    /// The bytes of a value that fits which the string's text and wildcards stand for, a free run at either end left out;
    /// the whole value where folding its letters changed its length.
    ///
    /// - Complexity: O(*n* · *m*) in the value and the string.
    func span(in bytes: [UInt8]) -> Range<Int> {
        let whole = 0..<bytes.count
        let value = isCased ? bytes : CaseFolding.folded(bytes)
        guard value.count == bytes.count else { return whole }
        let groups = parts.split(separator: .anyRun).map { Array($0) }
        guard !groups.isEmpty else { return whole }
        let isFreeAtStart = parts.first == .anyRun
        let isFreeAtEnd = parts.last == .anyRun
        var start = 0
        var end = 0
        for (index, group) in groups.enumerated() {
            let isBound = index == 0 && !isFreeAtStart
            var at = end
            var found: Int?
            while at <= value.count, found == nil {
                if let next = Self.end(of: group, value, at),
                    index < groups.count - 1 || isFreeAtEnd || next == value.count
                {
                    found = next
                } else if isBound || at == value.count {
                    return whole
                } else {
                    at += CaseFolding.width(of: value, at: at)
                }
            }
            guard let found else { return whole }
            if index == 0 { start = isFreeAtStart ? at : 0 }
            end = found
        }
        return start..<end
    }

    private static func end(of group: [SigmaString.Part], _ value: [UInt8], _ start: Int) -> Int? {
        var at = start
        for part in group {
            switch part {
            case .text(let text):
                guard at + text.count <= value.count else { return nil }
                for offset in text.indices where value[at + offset] != text[offset] { return nil }
                at += text.count
            case .anyOne:
                guard at < value.count else { return nil }
                at += CaseFolding.width(of: value, at: at)
            case .anyRun: break
            }
        }
        return at
    }
}
