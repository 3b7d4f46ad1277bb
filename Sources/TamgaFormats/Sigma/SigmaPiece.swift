import TamgaModel

/// A piece of a value while modifiers work on it.
enum SigmaPiece: Hashable {
    /// Bytes: UTF-8 until they are encoded.
    case text([UInt8])
    /// `*`
    case anyRun
    /// `?`
    case anyOne
    /// `%name%` under `expand`.
    case placeholder(String)

    init(_ part: SigmaString.Part) {
        switch part {
        case .text(let bytes): self = .text(bytes)
        case .anyRun: self = .anyRun
        case .anyOne: self = .anyOne
        }
    }

    /// A value's pieces.
    static func pieces(of text: String) -> [SigmaPiece] { SigmaString(text).parts.map(SigmaPiece.init) }

    /// A value's pieces where `%name%` is a placeholder and `\%` a percent sign.
    static func piecesWithPlaceholders(of text: String) -> [SigmaPiece] {
        var pieces: [SigmaPiece] = []
        for span in SigmaPlaceholderSpan.spans(of: text, keepsEscapes: false) {
            switch span {
            case .text(let text): pieces += Self.pieces(of: text)
            case .placeholder(let name): pieces.append(.placeholder(name))
            }
        }
        return pieces
    }

    /// The string that pieces are.
    static func string(_ pieces: [SigmaPiece], isCased: Bool) -> SigmaString {
        let parts = pieces.map { piece -> SigmaString.Part in
            switch piece {
            case .text(let bytes): .text(bytes)
            case .anyRun: .anyRun
            case .anyOne: .anyOne
            // A placeholder that nothing filled in is its own text; `expand` leaves none.
            case .placeholder(let name): .text(Array("%\(name)%".utf8))
            }
        }
        return SigmaString(parts: parts, isCased: isCased)
    }

    /// The one text that pieces are; `nil` where there is a wildcard.
    static func bytes(_ pieces: [SigmaPiece]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for piece in pieces {
            guard case .text(let run) = piece else { return nil }
            bytes += run
        }
        return bytes
    }
}

/// A part of a text that may hold placeholders.
enum SigmaPlaceholderSpan: Hashable {
    case text(String)
    case placeholder(String)

    /// Parts a text at `%name%`. A percent sign behind an odd number of backslashes, or without a second one, is itself.
    ///
    /// - Parameter keepsEscapes: a backslash that escapes a percent sign stays: in patterns, which read it themselves.
    static func spans(of text: String, keepsEscapes: Bool) -> [SigmaPlaceholderSpan] {
        let bytes = Array(text.utf8)
        var spans: [SigmaPlaceholderSpan] = []
        var run: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x5C {
                let start = index
                while index < bytes.count, bytes[index] == 0x5C { index += 1 }
                run += bytes[start..<index]
                guard index < bytes.count, bytes[index] == 0x25, (index - start) % 2 == 1 else { continue }
                if !keepsEscapes { run.removeLast() }
                run.append(0x25)
                index += 1
            } else if bytes[index] == 0x25, let end = end(of: bytes, from: index) {
                if !run.isEmpty { spans.append(.text(String(decoding: run, as: UTF8.self))) }
                run = []
                spans.append(.placeholder(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)))
                index = end + 1
            } else {
                run.append(bytes[index])
                index += 1
            }
        }
        if !run.isEmpty { spans.append(.text(String(decoding: run, as: UTF8.self))) }
        return spans
    }

    /// Whether a percent sign that a backslash escapes begins what looks like a placeholder: `\%name%`.
    static func hasEscape(_ text: String) -> Bool {
        let spans = spans(of: text, keepsEscapes: true)
        return spans.contains { span in
            guard case .text(let text) = span, let place = text.firstRange(of: "\\%") else { return false }
            let name = text[place.upperBound...].prefix {
                $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "."
            }
            return !name.isEmpty && text[name.endIndex...].hasPrefix("%")
        }
    }

    /// Where the second percent sign of a placeholder is.
    private static func end(of bytes: [UInt8], from index: Int) -> Int? {
        guard let end = bytes[(index + 1)...].firstIndex(of: 0x25), end > index + 1,
            !bytes[index..<end].contains(0x5C)
        else { return nil }
        return end
    }
}
