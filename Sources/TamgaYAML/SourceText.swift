/// A file's bytes and its name, for messages that show the place.
public struct SourceText: Sendable {
    /// The file as the user named it.
    public let name: String
    /// The whole file.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// A place as people look it up: its column, and the line that it is in.
    public struct Place: Hashable, Sendable {
        /// 1-based, in characters (Unicode scalars); in bytes past the 65,536th of a line.
        public var column: Int
        /// The line's text without its end; of a line that is longer than 240 characters, the part around the
        /// place. Bytes that are not UTF-8 show as U+FFFD.
        public var excerpt: String
        /// Where in ``excerpt`` the place is: how many characters stand before it.
        public var caret: Int

        /// A place.
        public init(column: Int, excerpt: String, caret: Int) {
            self.column = column
            self.excerpt = excerpt
            self.caret = caret
        }
    }

    private static let farthestColumn = 1 << 16
    private static let widestExcerpt = 240

    /// Where an offset is.
    ///
    /// - Complexity: O(length of the line).
    public func place(_ offset: Int) -> Place {
        let offset = min(max(offset, 0), bytes.count)
        var start = offset
        while start > 0, !Self.isBreak(bytes[start - 1]), offset - start < Self.farthestColumn { start -= 1 }
        let isWhole = start == 0 || Self.isBreak(bytes[start - 1])
        if !isWhole { while start > 0, !Self.isBreak(bytes[start - 1]) { start -= 1 } }
        let column = isWhole ? Self.characters(bytes[start..<offset]) : offset - start
        // A window of the line: from its beginning, or from a little before the place.
        var from = isWhole ? start : offset
        var caret = isWhole ? column : 0
        while caret > Self.widestExcerpt - 40 {
            from += 1
            while from < offset, Self.isContinuation(bytes[from]) { from += 1 }
            caret -= 1
        }
        var end = from
        var width = 0
        while end < bytes.count, !Self.isBreak(bytes[end]) {
            if !Self.isContinuation(bytes[end]) {
                width += 1
                if width > Self.widestExcerpt { break }
            }
            end += 1
        }
        return Place(
            column: column + 1, excerpt: String(decoding: bytes[from..<end], as: UTF8.self), caret: caret)
    }

    /// The offset of a byte of a scalar's text in the file, as near as it can be told: through folded lines, indentation
    /// and doubled quotes, not through escapes.
    ///
    /// - Parameter index: how many UTF-8 bytes of the text stand before the place.
    /// - Returns: the offset; the text's beginning where text and file part before the place.
    public func offset(of index: Int, in scalar: YAMLScalar) -> Int {
        var at = scalar.textOffset
        let isSingleQuoted = at > 0 && at <= bytes.count && bytes[at - 1] == 0x27
        for byte in scalar.text.utf8.prefix(index) {
            guard at < bytes.count else { return scalar.textOffset }
            if bytes[at] == byte, byte != 0x20 && byte != 0x0A {
                at += isSingleQuoted && byte == 0x27 ? 2 : 1
                continue
            }
            guard byte == 0x20 || byte == 0x0A else { return scalar.textOffset }
            if bytes[at] == 0x20 {
                at += 1
                continue
            }
            // The file has a line end and indentation where the text has a blank or a line end.
            guard Self.isBreak(bytes[at]) else { return scalar.textOffset }
            while at < bytes.count, Self.isBreak(bytes[at]) || bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
        }
        return at
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    private static func characters(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { !isContinuation($0) } }
}
