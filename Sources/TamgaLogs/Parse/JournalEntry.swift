/// Entries of `journalctl -o export`.
enum JournalEntry {
    /// True where a log begins with such an entry.
    static func recognise(_ head: Span<UInt8>) -> Bool {
        var index = 0
        for _ in 0..<16 {
            let end = head.index(of: 0x0A, in: index..<head.count)
            guard end > index else { return false }
            if head.has("__CURSOR=", at: index) || head.has("__REALTIME_TIMESTAMP=", at: index) { return true }
            let equals = head.index(of: 0x3D, in: index..<end)
            guard equals < end, equals - index <= 64 else { return false }
            for place in index..<equals {
                let byte = head[place]
                guard byte &- 0x41 < 26 || byte.isDigit || byte == 0x5F else { return false }
            }
            index = end + 1
            guard index < head.count else { return false }
        }
        return false
    }
}
