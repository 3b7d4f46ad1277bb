extension SigmaString {
    /// A string as a rule writes it (Sigma 2.1, “Escape Character”): `*` and `?` are wildcards, `\*` and `\?` are
    /// themselves, `\\` is one backslash, and a backslash before anything else is itself.
    public init(_ text: String, isCased: Bool = false) {
        var parts: [Part] = []
        var run: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
                if byte != 0x2A, byte != 0x3F, byte != 0x5C { run.append(0x5C) }
                run.append(byte)
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x2A || byte == 0x3F {
                if !run.isEmpty { parts.append(.text(run)) }
                run = []
                parts.append(byte == 0x2A ? .anyRun : .anyOne)
            } else {
                run.append(byte)
            }
        }
        if isEscaped { run.append(0x5C) }
        if !run.isEmpty { parts.append(.text(run)) }
        self.init(parts: parts, isCased: isCased)
    }

    /// The string as a rule would write it, with no more backslashes than it needs: ``init(_:isCased:)`` gives the same
    /// string again. Bytes that are not UTF-8 show as U+FFFD.
    public var text: String {
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .anyRun: bytes.append(0x2A)
            case .anyOne: bytes.append(0x3F)
            case .text(let run):
                let isBeforeWildcard = index + 1 < parts.count
                for (place, byte) in run.enumerated() {
                    let next = place + 1 < run.count ? run[place + 1] : isBeforeWildcard ? 0x2A : 0
                    // A backslash that would escape what follows it is written twice.
                    let mustEscape = byte == 0x5C && (next == 0x2A || next == 0x3F || next == 0x5C)
                    if byte == 0x2A || byte == 0x3F || mustEscape { bytes.append(0x5C) }
                    bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// True where there is a `*` or a `?`.
    public var hasWildcards: Bool { parts.contains { $0 == .anyRun || $0 == .anyOne } }
}
