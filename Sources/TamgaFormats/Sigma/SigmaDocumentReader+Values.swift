import PCRE2
import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// What one value asks of a field: several predicates are alternatives. `nil` where it is refused.
    mutating func predicates(_ value: SigmaItemValue) -> [SigmaPredicate]? {
        if value.scalar.value == .null {
            let takesNull = value.chain.kind == .string && value.chain.steps.isEmpty && !value.chain.isCased
            guard takesNull else {
                refuse("no value; null goes with no modifier but “neq”", value)
                return nil
            }
            guard value.chain.field != nil else {
                refuse("null is no keyword; it needs a field", value)
                return nil
            }
            return [.null]
        }
        switch value.chain.kind {
        case .string: return strings(value)
        case .regex(let caseless, let multiline, let dotAll):
            return regexes(value, caseless: caseless, multiline: multiline, dotAll: dotAll)
        case .cidr: return networks(value)
        case .compare(let comparison): return number(value).map { [.compare(comparison, $0)] }
        case .exists: return truth(value).map { [.exists($0)] }
        case .field(let comparison): return field(value, comparison).map { [$0] }
        case .datePart(let part, let comparison): return datePart(value, part, comparison).map { [$0] }
        }
    }

    mutating func refuse(_ message: String, _ value: SigmaItemValue) {
        if value.scalar.text.isEmpty, value.scalar.isPlain {
            report.error(message, at: value.entry)
        } else {
            report.error(message, at: value.node)
        }
    }

    // MARK: - Strings

    private mutating func strings(_ value: SigmaItemValue) -> [SigmaPredicate]? {
        let chain = value.chain
        if chain.steps.isEmpty, !chain.isCased, chain.field != nil {
            switch value.scalar.value {
            case .bool(let bool): return [.bool(bool)]
            case .number(let number): return [.number(number, text: value.scalar.text)]
            case .null, .text: break
            }
        }
        guard let alternatives = alternatives(value) else { return nil }
        let strings = alternatives.map { SigmaPiece.string($0, isCased: chain.isCased) }
        if strings.contains(where: { !$0.parts.contains { $0 != .anyRun } }) {
            if chain.field == nil {
                refuse("an empty keyword; every record holds it", value)
                return nil
            }
            if value.scalar.text.isEmpty, !chain.steps.isEmpty {
                report.warn("an empty text with “\(chain.steps[0].rawValue)”; any value fits", at: value.node)
            }
        }
        return strings.map(SigmaPredicate.string)
    }

    /// A value as the modifiers make it; several are alternatives.
    private mutating func alternatives(_ value: SigmaItemValue) -> [[SigmaPiece]]? {
        let text = value.scalar.text
        let expands = value.chain.steps.contains(.expand)
        var alternatives = [expands ? SigmaPiece.piecesWithPlaceholders(of: text) : SigmaPiece.pieces(of: text)]
        var size = 0
        for step in value.chain.steps {
            var next: [[SigmaPiece]] = []
            size = 0
            for pieces in alternatives {
                guard let results = apply(step, to: pieces, value) else { return nil }
                size += Self.size(results)
                guard fits(next.count + results.count, size: size, value) else { return nil }
                next += results
            }
            alternatives = next
        }
        // What the last step has made is kept; what those before made was on the way to it.
        expandedSize += size
        return alternatives
    }

    /// Whether the value may become so many, and the rule hold so many bytes more.
    private mutating func fits(_ count: Int, size: Int, _ value: SigmaItemValue) -> Bool {
        guard count <= limits.maximumExpansions, expandedSize + size <= limits.maximumExpandedSize else {
            refuse(
                count > limits.maximumExpansions
                    ? "the value expands to more than \(limits.maximumExpansions)"
                    : "the rule's values expand to more than \(limits.maximumExpandedSize) bytes", value)
            return false
        }
        return true
    }

    private static func size(_ alternatives: [[SigmaPiece]]) -> Int {
        alternatives.reduce(0) { sum, pieces in
            pieces.reduce(sum) { sum, piece in
                if case .text(let bytes) = piece { sum + bytes.count } else { sum + 1 }
            }
        }
    }

    private static func size(_ texts: [String]) -> Int { texts.reduce(0) { $0 + $1.utf8.count } }

    private mutating func apply(
        _ step: SigmaModifier, to pieces: [SigmaPiece], _ value: SigmaItemValue
    ) -> [[SigmaPiece]]? {
        switch step {
        case .contains, .startswith, .endswith: return [withWildcards(step, pieces)]
        case .expand: return expand(pieces, value)
        case .windash: return windash(pieces, value)
        case .wide, .utf16le, .utf16be, .utf16:
            var encoded = pieces.map { piece in
                guard case .text(let bytes) = piece else { return piece }
                return .text(SigmaEncoding.utf16(bytes, bigEndian: step == .utf16be))
            }
            // A byte order mark, little end first.
            if step == .utf16 { encoded.insert(.text([0xFF, 0xFE]), at: 0) }
            return [encoded]
        case .base64, .base64offset:
            guard let bytes = SigmaPiece.bytes(pieces) else {
                refuse("a text with wildcards cannot be encoded as base64; “\\*” and “\\?” are plain signs", value)
                return nil
            }
            guard bytes.count >= (step == .base64 ? 1 : 2) else {
                refuse(step == .base64 ? "nothing to encode" : "“base64offset” needs two bytes or more", value)
                return nil
            }
            if step == .base64 { return [[.text(SigmaEncoding.base64(bytes))]] }
            return SigmaEncoding.base64Offsets(bytes).map { [.text($0)] }
        default: return [pieces]
        }
    }

    private func withWildcards(_ step: SigmaModifier, _ pieces: [SigmaPiece]) -> [SigmaPiece] {
        var pieces = pieces
        if step != .startswith, pieces.first != .anyRun { pieces.insert(.anyRun, at: 0) }
        if step != .endswith, pieces.last != .anyRun { pieces.append(.anyRun) }
        return pieces
    }

    /// All the ways to write the option dashes of a value.
    private mutating func windash(_ pieces: [SigmaPiece], _ value: SigmaItemValue) -> [[SigmaPiece]]? {
        var alternatives: [[SigmaPiece]] = [[]]
        var dashCount = 0
        for piece in pieces {
            guard case .text(let bytes) = piece else {
                for index in alternatives.indices { alternatives[index].append(piece) }
                continue
            }
            for (index, cut) in SigmaEncoding.cutAtDashes(bytes).enumerated() {
                if index > 0 {
                    dashCount += 1
                    guard dashCount <= Self.maximumDashes else {
                        refuse("“windash” takes a value with up to \(Self.maximumDashes) option dashes", value)
                        return nil
                    }
                    alternatives = alternatives.flatMap { pieces in
                        SigmaEncoding.dashes.map { pieces + [.text($0)] }
                    }
                }
                if !cut.isEmpty { for index in alternatives.indices { alternatives[index].append(.text(cut)) } }
            }
        }
        return alternatives
    }

    /// Dashes that `windash` takes in one value, as in pySigma: three are 125 forms.
    private static let maximumDashes = 3

    // MARK: - Placeholders

    private mutating func expand(_ pieces: [SigmaPiece], _ value: SigmaItemValue) -> [[SigmaPiece]]? {
        var alternatives: [[SigmaPiece]] = [[]]
        var isExpanded = false
        for piece in pieces {
            guard case .placeholder(let name) = piece else {
                for index in alternatives.indices { alternatives[index].append(piece) }
                continue
            }
            isExpanded = true
            guard let values = values(of: name, value) else { return nil }
            let filled = values.map(SigmaPiece.pieces)
            let size = Self.size(alternatives) * filled.count + Self.size(filled) * alternatives.count
            guard fits(filled.count * alternatives.count, size: size, value) else { return nil }
            alternatives = alternatives.flatMap { front in filled.map { front + $0 } }
        }
        warnOfPlaceholders(value, isExpanded: isExpanded)
        return alternatives
    }

    private mutating func warnOfPlaceholders(_ value: SigmaItemValue, isExpanded: Bool) {
        if SigmaPlaceholderSpan.hasEscape(value.scalar.text) {
            report.warn(
                "“\\%” is a plain percent sign; a backslash before a placeholder is written “\\\\”", at: value.node)
        } else if !isExpanded {
            report.warn("“expand” finds no %placeholder% here", at: value.node)
        }
    }

    private mutating func values(of name: String, _ value: SigmaItemValue) -> [String]? {
        guard let values = placeholders[name], !values.isEmpty else {
            refuse(
                "no values are given for the placeholder “%\(name.prefix(60))%”; a plain “%” is written “\\%”", value)
            return nil
        }
        return values
    }

    // MARK: - Patterns

    private mutating func regexes(
        _ value: SigmaItemValue, caseless: Bool, multiline: Bool, dotAll: Bool
    ) -> [SigmaPredicate]? {
        var patterns = [value.scalar.text]
        if value.chain.steps.contains(.expand) {
            guard let expanded = expandPattern(value) else { return nil }
            patterns = expanded
        }
        var predicates: [SigmaPredicate] = []
        for pattern in patterns {
            let regex = SigmaRegex(
                pattern: pattern, isCaseless: caseless, isMultiline: multiline, dotIsAll: dotAll)
            guard isPattern(regex, value) else { return nil }
            predicates.append(.regex(regex))
        }
        return predicates
    }

    /// A pattern with its placeholders filled in: values' texts are quoted, their wildcards become the pattern's.
    private mutating func expandPattern(_ value: SigmaItemValue) -> [String]? {
        var patterns = [""]
        var isExpanded = false
        for span in SigmaPlaceholderSpan.spans(of: value.scalar.text, keepsEscapes: true) {
            switch span {
            case .text(let text):
                let size = Self.size(patterns) + text.utf8.count * patterns.count
                guard fits(patterns.count, size: size, value) else { return nil }
                patterns = patterns.map { $0 + text }
            case .placeholder(let name):
                isExpanded = true
                guard let values = values(of: name, value) else { return nil }
                let quoted = values.map { Self.quoted(SigmaString($0)) }
                let size = Self.size(patterns) * quoted.count + Self.size(quoted) * patterns.count
                guard fits(quoted.count * patterns.count, size: size, value) else { return nil }
                patterns = patterns.flatMap { front in quoted.map { front + $0 } }
            }
        }
        warnOfPlaceholders(value, isExpanded: isExpanded)
        expandedSize += Self.size(patterns)
        return patterns
    }

    private static func quoted(_ string: SigmaString) -> String {
        string.parts.map { part in
            switch part {
            case .anyRun: ".*"
            case .anyOne: "."
            case .text(let bytes):
                String(decoding: bytes, as: UTF8.self).reduce(into: "") { quoted, character in
                    if character.isASCII, !character.isLetter, !character.isNumber { quoted += "\\" }
                    quoted.append(character)
                }
            }
        }.joined()
    }

    /// Compiles a pattern, to see that it is one.
    private mutating func isPattern(_ regex: SigmaRegex, _ value: SigmaItemValue) -> Bool {
        guard !regex.pattern.isEmpty else {
            refuse("an empty pattern; every value has it", value)
            return false
        }
        guard regex.pattern.utf8.count <= limits.maximumPatternLength else {
            refuse("a pattern longer than \(limits.maximumPatternLength) bytes", value)
            return false
        }
        patternCount += 1
        guard patternCount <= limits.maximumPatterns else {
            refuse("more than \(limits.maximumPatterns) patterns in one file", value)
            return false
        }
        var options: Pattern.Options = .utf
        if regex.isCaseless { options.insert(.caseless) }
        if regex.isMultiline { options.insert(.multiline) }
        if regex.dotIsAll { options.insert(.dotAll) }
        do throws(PatternError) {
            _ = try Pattern(regex.pattern, options: options)
            return true
        } catch {
            let index: Int
            if case .malformed(let offset, _, _) = error, regex.pattern == value.scalar.text {
                index = offset
            } else {
                index = 0
            }
            report.add(
                .error, "no PCRE2 pattern: \(error)", in: value.scalar, index: index, line: value.node.line,
                offset: value.node.offset)
            return false
        }
    }
}
