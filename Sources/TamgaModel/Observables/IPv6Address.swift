/// The text form of IPv6 addresses.
public enum IPv6Address {
    /// Reads any spelling of RFC 4291 §2.2, also with an embedded dotted quad. Brackets around the
    /// address and a zone (`%eth0`) are left out.
    public static func parse(_ text: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
        var start = 0
        var end = text.count
        if end >= 4, text[0] == 0x5B, text[end - 1] == 0x5D {
            start = 1
            end -= 1
        }
        if let zone = ASCII.firstIndex(of: 0x25, in: text, from: start) {
            guard zone + 1 < end else { return nil }
            end = zone
        }
        guard 2...45 ~= end - start else { return nil }
        var groups = InlineArray<8, UInt16>(repeating: 0)
        var count = 0
        var gap = -1
        var index = start
        if text[index] == 0x3A {
            guard text[index + 1] == 0x3A else { return nil }
            gap = 0
            index += 2
        }
        while index < end {
            guard count < 8 else { return nil }
            let first = index
            var group: UInt16 = 0
            while index < end, index - first < 4, let digit = text[index].hexValue {
                group = group << 4 | UInt16(digit)
                index += 1
            }
            if index < end, text[index] == 0x2E {
                guard count <= 6, let quad = IPv4Address.parse(text.extracting(first..<end)) else { return nil }
                groups[count] = UInt16(quad >> 16)
                groups[count + 1] = UInt16(quad & 0xFFFF)
                count += 2
                break
            }
            guard index > first else { return nil }
            groups[count] = group
            count += 1
            if index == end { break }
            guard text[index] == 0x3A, index + 1 < end else { return nil }
            index += 1
            if text[index] == 0x3A {
                guard gap < 0 else { return nil }
                gap = count
                index += 1
            }
        }
        guard gap < 0 ? count == 8 : count < 8 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        let zeros = 8 - count
        for place in 0..<8 {
            var group: UInt16 = 0
            if gap < 0 || place < gap {
                group = groups[place]
            } else if place >= gap + zeros {
                group = groups[place - zeros]
            }
            if place < 4 { high = high << 16 | UInt64(group) } else { low = low << 16 | UInt64(group) }
        }
        return (high, low)
    }

    /// The text of RFC 5952; an IPv4-mapped address ends in a dotted quad (§5).
    public static func text(high: UInt64, low: UInt64) -> String {
        var bytes: [UInt8] = []
        append(high: high, low: low, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(high: UInt64, low: UInt64, to bytes: inout [UInt8]) {
        if let address = mapped(high: high, low: low) {
            bytes += "::ffff:".utf8
            IPv4Address.append(address, to: &bytes)
            return
        }
        var groups = InlineArray<8, UInt16>(repeating: 0)
        for place in 0..<4 {
            groups[place] = UInt16(truncatingIfNeeded: high >> UInt64(48 - 16 * place))
            groups[place + 4] = UInt16(truncatingIfNeeded: low >> UInt64(48 - 16 * place))
        }
        var longest = 0..<0
        var place = 0
        while place < 8 {
            var end = place
            while end < 8, groups[end] == 0 { end += 1 }
            if end - place >= 2, end - place > longest.count { longest = place..<end }
            place = max(end, place + 1)
        }
        place = 0
        while place < 8 {
            if !longest.isEmpty, place == longest.lowerBound {
                bytes += [0x3A, 0x3A]
                place = longest.upperBound
                continue
            }
            if place > 0, bytes.last != 0x3A { bytes.append(0x3A) }
            bytes += String(groups[place], radix: 16).utf8
            place += 1
        }
    }

    /// The IPv4 address in `::ffff:0:0/96`.
    static func mapped(high: UInt64, low: UInt64) -> UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }
}
