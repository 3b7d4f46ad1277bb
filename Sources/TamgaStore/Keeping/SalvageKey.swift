import FoundationEssentials
import GRDB

/// A key of a table, or how keys begin: the values of its first columns. Keys have the order that SQLite gives them.
struct SalvageKey {
    var values: [DatabaseValue]

    /// A condition that a table's key is behind this one, or at it.
    ///
    /// - Parameter comparison: `>`, `>=`, `<` or `<=`.
    func condition(_ comparison: String, _ columns: [String]) -> String {
        let places = values.map { value in
            // Bytes of a text that is cut anywhere are no text that could be passed as one.
            if case .string = value.storage { return "CAST(? AS TEXT)" }
            return "?"
        }
        let names = columns.prefix(values.count).map { "\"\($0)\"" }
        return "(\(names.joined(separator: ", "))) \(comparison) (\(places.joined(separator: ", ")))"
    }

    /// The values as they are passed: texts as their bytes.
    var arguments: [DatabaseValue] {
        values.map { value in
            if case .string(let text) = value.storage { return Data(text.utf8).databaseValue }
            return value
        }
    }

    /// A key about halfway between two; `nil` where none is known.
    static func between(_ low: SalvageKey, _ high: SalvageKey) -> SalvageKey? {
        var prefix: [DatabaseValue] = []
        for (left, right) in zip(low.values, high.values) {
            if left == right {
                prefix.append(left)
                continue
            }
            switch (left.storage, right.storage) {
            case (.int64(let a), .int64(let b)):
                if b <= a { return nil }
                let distance = UInt64(bitPattern: b) &- UInt64(bitPattern: a)
                if distance > 1 {
                    let middle = Int64(bitPattern: UInt64(bitPattern: a) &+ distance / 2)
                    return SalvageKey(values: prefix + [middle.databaseValue])
                }
                // Neighbours: where the greater one's keys begin.
                return high.values.count > prefix.count + 1 ? SalvageKey(values: prefix + [right]) : nil
            case (.blob(let a), .blob(let b)):
                guard let middle = halfway(Array(a), Array(b)) else { return nil }
                return SalvageKey(values: prefix + [Data(middle).databaseValue])
            case (.string(let a), .string(let b)):
                guard let middle = halfway(Array(a.utf8), Array(b.utf8)) else { return nil }
                return SalvageKey(values: prefix + [String(decoding: middle, as: UTF8.self).databaseValue])
            default: return nil
            }
        }
        return nil
    }

    /// Bytes about halfway between two in the order of bytes; ASCII where both ends are.
    private static func halfway(_ low: [UInt8], _ high: [UInt8]) -> [UInt8]? {
        let start = zip(low, high).prefix { $0 == $1 }.count
        let isText = (low + high).allSatisfy { $0 < 0x80 }
        let radix: UInt64 = isText ? 128 : 256
        func number(_ bytes: [UInt8]) -> UInt64 {
            (0..<4).reduce(0) { sum, index in
                sum * radix + (start + index < bytes.count ? UInt64(bytes[start + index]) : 0)
            }
        }
        let (a, b) = (number(low), number(high))
        guard b > a + 1 else { return nil }
        var middle = a + (b - a) / 2
        var digits: [UInt8] = []
        for _ in 0..<4 {
            digits.insert(UInt8(middle % radix), at: 0)
            middle /= radix
        }
        while digits.last == 0 { digits.removeLast() }
        return Array(low[..<min(start, low.count)]) + digits
    }
}
