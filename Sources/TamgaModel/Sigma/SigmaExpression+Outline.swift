extension SigmaExpression {
    /// The expression for people: a line a test, as the rule writes it, indented under what joins them.
    ///
    ///     all of
    ///       selection: all of
    ///         Image|endswith: \certutil.exe
    ///         one of
    ///           CommandLine|contains: urlcache
    ///           CommandLine|contains: verifyctl
    ///       not filter: ParentImage|endswith: \msiexec.exe
    ///
    /// What one value became by `windash`, `base64offset` or `expand` is one line: the value as it is written. Control
    /// characters are written as escapes. No line end stands at the end.
    public var outline: String {
        var lines: [String] = []
        write(into: &lines, indent: 0, prefix: "", depth: 0)
        return lines.joined(separator: "\n")
    }

    /// How deep an outline goes; what is deeper is an ellipsis. The reader of rules stays far below it.
    private static let maximumDepth = 512

    private func write(into lines: inout [String], indent: Int, prefix: String, depth: Int) {
        let front = String(repeating: " ", count: indent) + prefix
        guard depth < Self.maximumDepth else { return lines.append(front + "…") }
        switch self {
        case .test(let test): lines.append(front + Self.visible(test.text))
        case .search(let name, let inner):
            inner.write(into: &lines, indent: indent, prefix: prefix + name + ": ", depth: depth + 1)
        case .not(let inner): inner.write(into: &lines, indent: indent, prefix: prefix + "not ", depth: depth + 1)
        case .all(let parts): join(parts, "all of", "always", &lines, indent, prefix, depth)
        case .any(let parts): join(parts, "one of", "never", &lines, indent, prefix, depth)
        }
    }

    private func join(
        _ parts: [SigmaExpression], _ word: String, _ none: String, _ lines: inout [String], _ indent: Int,
        _ prefix: String, _ depth: Int
    ) {
        if let text = Self.commonText(parts) {
            return lines.append(String(repeating: " ", count: indent) + prefix + text)
        }
        if parts.count == 1 { return parts[0].write(into: &lines, indent: indent, prefix: prefix, depth: depth + 1) }
        lines.append(String(repeating: " ", count: indent) + prefix + (parts.isEmpty ? none : word))
        for part in parts { part.write(into: &lines, indent: indent + 2, prefix: "", depth: depth + 1) }
    }

    /// The text of tests that all come from one value.
    private static func commonText(_ parts: [SigmaExpression]) -> String? {
        guard case .test(let first) = parts.first else { return nil }
        let isOne = parts.allSatisfy { part in
            if case .test(let test) = part { test.text == first.text && test.line == first.line } else { false }
        }
        return isOne ? visible(first.text) : nil
    }

    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }) else { return text }
        var visible = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": visible += "\\n"
            case "\t": visible += "\\t"
            case "\r": visible += "\\r"
            case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value:
                visible += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }
}
