/// The canonical form of domain names.
public enum DomainName {
    /// Lower-case ASCII in ACE form without a trailing dot, or `nil` where the text is no domain name.
    ///
    /// Unicode labels become `xn--…` (RFC 3492) after lower-casing, folding of full-width letters and
    /// composition; U+3002, U+FF0E and U+FF61 are dots (RFC 3490 §3.1). A leading `*.` or `.` is left
    /// out, as a domain indicator covers its subdomains anyway. At least two labels of 1 … 63 bytes,
    /// at most 253 in all, letters, digits, `-` (not at a label's ends) and `_`; a last label of digits
    /// only is refused, so that no address is a domain.
    public static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        var start = 0
        if text.count > 2, text[0] == 0x2A, text[1] == 0x2E {
            start = 2
        } else if text.count > 1, text[0] == 0x2E {
            start = 1
        }
        return canonicalHost(text.extracting(start..<text.count), minimumLabels: 2)
    }

    /// ``canonical(_:)`` without the leave for a leading `*.`, and with a choice of how many labels.
    static func canonicalHost(_ text: Span<UInt8>, minimumLabels: Int) -> [UInt8]? {
        var end = text.count
        if end > 1, text[end - 1] == 0x2E { end -= 1 }
        guard 1...1024 ~= end else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end)
        for index in 0..<end {
            let byte = text[index]
            guard byte < 0x80 else {
                guard let ascii = ace(text.extracting(0..<end)) else { return nil }
                return isWellFormed(ascii.span, minimumLabels: minimumLabels) ? ascii : nil
            }
            bytes.append(byte.asciiLowercased)
        }
        return isWellFormed(bytes.span, minimumLabels: minimumLabels) ? bytes : nil
    }

    private static func isWellFormed(_ name: Span<UInt8>, minimumLabels: Int) -> Bool {
        guard 1...253 ~= name.count else { return false }
        var labels = 1
        var labelStart = 0
        var onlyDigits = true
        for index in name.indices {
            let byte = name[index]
            if byte == 0x2E {
                guard 1...63 ~= index - labelStart, name[index - 1] != 0x2D else { return false }
                labels += 1
                labelStart = index + 1
                onlyDigits = true
            } else if byte.isASCIIDigit {
                continue
            } else {
                guard byte.isASCIILetter || byte == 0x5F || (byte == 0x2D && index > labelStart) else { return false }
                onlyDigits = false
            }
        }
        return labels >= minimumLabels && 1...63 ~= name.count - labelStart && name[name.count - 1] != 0x2D
            && !onlyDigits
    }

    /// The ACE form of a name with bytes outside ASCII; its form is still to be checked.
    private static func ace(_ text: Span<UInt8>) -> [UInt8]? {
        guard let string = String(validating: ASCII.bytes(text), as: UTF8.self) else { return nil }
        var lowered = ""
        for scalar in string.unicodeScalars {
            switch scalar.value {
            case 0x3002, 0xFF0E, 0xFF61: lowered.unicodeScalars.append(".")
            case 0x00AD, 0x200B, 0x2060, 0xFEFF: continue
            case 0xFF01...0xFF5E:
                guard let folded = Unicode.Scalar(scalar.value - 0xFEE0) else { return nil }
                lowered += folded.properties.lowercaseMapping
            default:
                guard scalar.value > 0x20, !scalar.properties.isWhitespace else { return nil }
                lowered += scalar.properties.lowercaseMapping
            }
        }
        if lowered.utf8.last == 0x2E { lowered.unicodeScalars.removeLast() }
        var bytes: [UInt8] = []
        var label: [Unicode.Scalar] = []
        for character in lowered {
            for scalar in Composition.composed(character) {
                if scalar == "." {
                    guard append(label, to: &bytes) else { return nil }
                    bytes.append(0x2E)
                    label.removeAll(keepingCapacity: true)
                } else {
                    label.append(scalar)
                }
            }
        }
        return append(label, to: &bytes) ? bytes : nil
    }

    private static func append(_ label: [Unicode.Scalar], to bytes: inout [UInt8]) -> Bool {
        guard !label.isEmpty, label.count < 64 else { return false }
        if label.allSatisfy(\.isASCII) {
            for scalar in label { bytes.append(UInt8(scalar.value)) }
            return true
        }
        guard label[0] != "-", label[label.count - 1] != "-" else { return false }
        bytes += "xn--".utf8
        return Punycode.append(label, to: &bytes)
    }
}
