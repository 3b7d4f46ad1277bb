/// The encoding of Unicode labels in ASCII, RFC 3492.
enum Punycode {
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26
    private static let skew: UInt32 = 38
    private static let damp: UInt32 = 700

    /// Appends the encoding of a label, without the `xn--`. False where it would be longer than 63 bytes.
    ///
    /// - Complexity: O(n²) of the label's scalars, of which at most 63 are taken.
    static func append(_ label: [Unicode.Scalar], to bytes: inout [UInt8]) -> Bool {
        guard label.count < 63 else { return false }
        let limit = bytes.count + 59
        var handled: UInt32 = 0
        for scalar in label where scalar.isASCII {
            bytes.append(UInt8(scalar.value))
            handled += 1
        }
        let basic = handled
        if basic > 0 { bytes.append(0x2D) }
        var codePoint: UInt32 = 0x80
        var delta: UInt32 = 0
        var bias: UInt32 = 72
        while handled < UInt32(label.count) {
            var next = UInt32.max
            for scalar in label where scalar.value >= codePoint { next = min(next, scalar.value) }
            // Safe: at most 62 scalars below 0x110000, so the products stay under 2³².
            delta += (next - codePoint) * (handled + 1)
            codePoint = next
            for scalar in label {
                if scalar.value < codePoint { delta += 1 }
                guard scalar.value == codePoint else { continue }
                var quotient = delta
                var k = base
                while true {
                    let threshold = k <= bias ? tMin : min(k - bias, tMax)
                    if quotient < threshold { break }
                    bytes.append(digit(threshold + (quotient - threshold) % (base - threshold)))
                    quotient = (quotient - threshold) / (base - threshold)
                    k += base
                }
                bytes.append(digit(quotient))
                guard bytes.count <= limit else { return false }
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            codePoint += 1
        }
        return true
    }

    private static func digit(_ value: UInt32) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

    private static func adapt(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }
}
