import CTamgaSift
import TamgaModel

/// Digests: runs of 32, 40, 56, 64, 96 or 128 hexadecimal digits with no letter or digit on either side.
extension TokenSieve {
    /// A run of 32 digits covers sixteen whole bytes that begin at a multiple of sixteen.
    mutating func siftDigests(_ text: TextView, _ first: Int, _ count: Int) {
        for index in 0..<count {
            let hex = unsafe masks[index].hex
            var runs = hex & hex &>> 1
            runs &= runs &>> 2
            runs &= runs &>> 4
            runs &= runs &>> 8
            runs &= 0x0001_0001_0001_0001
            while runs != 0 {
                let position = (first &+ index) &* 64 &+ runs.trailingZeroBitCount
                runs &= runs &- 1
                if position >= digestEnd { confirmDigest(text, around: position) }
            }
        }
    }

    private mutating func confirmDigest(_ text: TextView, around position: Int) {
        var end = position
        while end < text.count, TextByte.isHex(text[end]) { end += 1 }
        digestEnd = end
        var start = position
        while start > 0, position - start <= 128, TextByte.isHex(text[start - 1]) { start -= 1 }
        guard let range = DigestToken.bounds(text, run: start..<end) else { return }
        let bytes = DigestToken.bytes(text, range)
        for type in DigestToken.types(ofDigits: range.count) where table.hasType(type) {
            let found = unsafe bytes.withUnsafeBufferPointer { buffer in
                // Safe: `bytes` is padded by eight bytes behind the digest.
                unsafe table.find(type, buffer.baseAddress!, range.count / 2)
            }
            if let entry = found {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            }
        }
    }
}
