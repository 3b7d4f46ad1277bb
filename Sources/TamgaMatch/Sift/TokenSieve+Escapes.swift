import CTamgaSift

/// Records that hold an escape are searched a second time, decoded.
extension TokenSieve {
    /// Notes each record with a percent escape, or with a `\u` escape in JSON, once.
    mutating func siftEscapes(_ text: TextView, _ first: Int, _ count: Int) {
        for index in 0..<count {
            // Safe: `masks` has room for `count` words, which the caller has filled.
            var escapes = unsafe masks[index].escape
            while escapes != 0 {
                let position = (first &+ index) &* 64 &+ escapes.trailingZeroBitCount
                escapes &= escapes &- 1
                if position < decodedEnd || !Self.isEscape(text, position) { continue }
                if text[position] == UInt8(ascii: "\\"), !EscapeBounds.looksLikeJSON(text, position) { continue }
                let record = text.record(around: position)
                escaped.append(record)
                decodedEnd = record.upperBound
            }
        }
    }

    /// Whether an escape that decoding would change stands at a position.
    @inline(__always)
    static func isEscape(_ text: TextView, _ position: Int) -> Bool {
        if text[position] == UInt8(ascii: "%") {
            return TextByte.isHex(text[position &+ 1]) && TextByte.isHex(text[position &+ 2])
        }
        return text[position &+ 1] == UInt8(ascii: "u") && (2...5).allSatisfy { TextByte.isHex(text[position + $0]) }
    }

    /// Searches the noted records again, decoded; a hit takes the place in the record that its bytes came from.
    mutating func siftDecoded(_ text: TextView) {
        if settings.refangsText { noteAllRecords(text) }
        decoded.removeAll()
        for record in escaped { decoded.append(text, record: record, refangs: settings.refangsText) }
        escaped.removeAll(keepingCapacity: true)
        let known = hits.count
        _ = siftRaw(decoded.view())
        for index in known..<hits.count {
            hits[index].start = decoded.origin(of: hits[index].start)
            hits[index].end = decoded.origin(of: hits[index].end)
        }
    }

    private mutating func noteAllRecords(_ text: TextView) {
        escaped.removeAll(keepingCapacity: true)
        var start = 0
        while start < text.count {
            let record = text.record(around: start)
            escaped.append(record)
            start = record.upperBound
            while start < text.count, text[start] != 0x0A { start += 1 }
            start += 1
        }
    }
}
