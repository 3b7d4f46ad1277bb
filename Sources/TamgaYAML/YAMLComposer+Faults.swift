extension YAMLComposer {
    /// A fault at the cursor.
    func fault(_ message: String) -> YAMLFault {
        YAMLFault(line: cursor.line, offset: cursor.offset, message)
    }

    /// libyaml's complaint, in words that say what to write.
    mutating func fault(_ complaint: YAMLComplaint) -> YAMLFault {
        if complaint.isInBytes {
            cursor.move(toOffset: part.range.lowerBound + complaint.place)
            return fault("a character that YAML does not allow; write it in double quotes, as “\\u0085”")
        }
        cursor.move(to: complaint.place)
        let end = part.range.upperBound
        let byte = cursor.offset < end ? bytes[cursor.offset] : 0
        if cursor.offset >= end, let bracket = openBracket {
            cursor.move(toOffset: bracket)
            return fault("“\(bytes[bracket] == 0x5B ? "[" : "{")” is never closed")
        }
        switch complaint.problem {
        case "found unexpected end of stream":
            cursor.move(to: complaint.context)
            return fault("the quote is never closed")
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            return fault("“,” or “\(complaint.problem.dropLast().suffix(1))” is expected here")
        case "mapping values are not allowed in this context":
            return fault(
                "a “:” that cannot stand here; is a quote missing? A text that holds “: ” is written in quotes")
        case "block sequence entries are not allowed in this context":
            return fault("a list cannot begin here; begin it on a line of its own")
        case "could not find expected ':'":
            cursor.move(to: complaint.context)
            return fault("no “: ” behind the key")
        case "did not find expected key":
            if byte == 0x3A { return fault("no key before “:”") }
            if isBehindText { return fault("text behind a value on the same line; is a quote missing?") }
            return fault(
                byte == 0x2D
                    ? "a list's item where a key is expected"
                    : "a key is expected here; is the line indented deeper than those before it?")
        case "did not find expected '-' indicator":
            return fault(
                isBehindText
                    ? "text behind a value on the same line; is a quote missing?"
                    : "no “- ” before the list's next item")
        case "found character that cannot start any token" where byte == 0x09,
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return fault("a tab among the blanks that begin the line; YAML indents with spaces")
        case "found character that cannot start any token":
            let sign = String(decoding: bytes[cursor.offset..<min(cursor.offset + 1, end)], as: UTF8.self)
            return fault("a value cannot begin with “\(sign)”; write it in quotes")
        case "found unknown escape character":
            return fault("no escape of double quotes; write “\\\\” for a backslash, or the text in single quotes")
        case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
            return fault("no code point of hexadecimal digits behind the backslash")
        case "did not find expected alphabetic or numeric character":
            cursor.move(to: complaint.context)
            let sign =
                cursor.offset < end && bytes[cursor.offset] == 0x2A ? "*” begins an alias" : "&” begins an anchor"
            return fault("“\(sign); a text that begins with it is written in quotes")
        case "did not find expected comment or line break":
            return fault("text behind “|” or “>”; it begins on the next line, or is written in quotes")
        case "did not find expected node content":
            return fault("a value is expected here")
        case "did not find expected <document start>":
            return fault("this line belongs to nothing before it")
        case let problem where problem.hasPrefix("Maximum nesting level"): return tooDeep
        default: return fault(complaint.problem)
        }
    }

    /// libyaml looks some way ahead, and has a bound of its own there.
    var tooDeep: YAMLFault {
        fault("more than \(min(limits.maximumDepth, Self.deepestOfLibrary)) lists and mappings inside each other")
    }

    private static let deepestOfLibrary = 1_000

    /// Something stands before the cursor on its line.
    private var isBehindText: Bool {
        let before = bytes[part.range.lowerBound..<cursor.offset].reversed().prefix { $0 != 0x0A && $0 != 0x0D }
        return !before.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
}
