import TamgaModel

/// A digest as it stands in text.
enum DigestToken {
    /// The digits of a run of hexadecimal digits, or `nil` where the run is no digest.
    ///
    /// `run` is maximal, or longer than 128.
    static func bounds(_ text: TextView, run: Range<Int>) -> Range<Int>? {
        // The first digit may be the letter of an escape: it is where only the rest has a digest's length.
        var start = run.lowerBound
        if types(ofDigits: run.count).isEmpty, EscapeBounds.isLetterOfEscape(text, start) { start += 1 }
        guard !types(ofDigits: run.upperBound - start).isEmpty else { return nil }
        guard !TextByte.isAlphanumeric(text[run.upperBound]) else { return nil }
        if start == run.lowerBound, TextByte.isAlphanumeric(text[start - 1]),
            !EscapeBounds.isLetterOfEscape(text, start - 1)
        {
            return nil
        }
        return EscapeBounds.cuts(text, start..<run.upperBound) ? nil : start..<run.upperBound
    }

    /// The kinds of value that have this many hexadecimal digits; empty where none has.
    static func types(ofDigits count: Int) -> [ObservableType] {
        switch count {
        case 32: [.md5, .ja3, .ja3s, .x509Fingerprint]
        case 40: [.sha1, .x509Fingerprint]
        case 56: [.sha224]
        case 64: [.sha256, .x509Fingerprint]
        case 96: [.sha384]
        case 128: [.sha512]
        default: []
        }
    }

    /// The digest's bytes, with eight bytes of padding.
    static func bytes(_ text: TextView, _ range: Range<Int>) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count / 2 + 8)
        for index in 0..<range.count / 2 {
            let at = range.lowerBound + 2 * index
            bytes[index] = TextByte.hexValue(text[at]) << 4 | TextByte.hexValue(text[at + 1])
        }
        return bytes
    }
}
