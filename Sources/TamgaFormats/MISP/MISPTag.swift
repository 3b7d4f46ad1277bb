import TamgaModel

/// What a tag says of who may have what it stands on.
enum MISPTag {
    /// The level of a tag of TLP; `nil` for any other tag.
    ///
    /// `tlp:` and a level, in any case, is that level. What looks like TLP otherwise, by `TLP` as a word or at the
    /// beginning, or by the words traffic light, was meant to limit something: it counts as TLP:AMBER+STRICT, and as
    /// TLP:RED where it says red.
    static func level(_ tag: String) -> Marking? {
        let text = tag.lowercased()
        if text.hasPrefix("tlp:"), let level = Marking(label: text) { return level }
        let words = words(tag)
        guard
            words.contains("tlp") || words.first?.hasPrefix("tlp") == true
                || words.joined().contains("trafficlight")
        else { return nil }
        return words.contains("red") || words.contains("tlpred") ? .red : .amberStrict
    }

    /// The runs of Latin letters, in lower case: full-width ones are letters, what is not seen is nothing.
    private static func words(_ tag: String) -> [String] {
        var words: [String] = [""]
        for scalar in tag.unicodeScalars {
            let isWide = 0xFF01...0xFF5E ~= scalar.value
            let value = isWide ? scalar.value - 0xFEE0 : scalar.value
            switch value {
            case 0x41...0x5A, 0x61...0x7A: words[words.count - 1] += String(UnicodeScalar(UInt8(value | 0x20)))
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .nonspacingMark, .enclosingMark: break
                default: words.append("")
                }
            }
        }
        return words.filter { !$0.isEmpty }
    }
}
