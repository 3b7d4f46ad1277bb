/// A string of Sigma: text, with wildcards between.
public struct SigmaString: Hashable, Sendable {
    /// A piece of the string.
    public enum Part: Hashable, Sendable {
        /// These bytes, UTF-8 unless a modifier has encoded them; never empty.
        case text([UInt8])
        /// `*`: any run, also none.
        case anyRun
        /// `?`: exactly one character.
        case anyOne
    }

    /// The pieces in order: no two texts and no two runs side by side. Empty is the empty string.
    public var parts: [Part]
    /// Letter case counts.
    public var isCased: Bool

    /// A string from its pieces; texts and runs that stand side by side become one.
    public init(parts: [Part], isCased: Bool = false) {
        self.isCased = isCased
        self.parts = []
        for part in parts {
            switch (part, self.parts.last) {
            case (.text(let bytes), _) where bytes.isEmpty: continue
            case (.text(let bytes), .text(let before)): self.parts[self.parts.count - 1] = .text(before + bytes)
            case (.anyRun, .anyRun): continue
            default: self.parts.append(part)
            }
        }
    }
}
