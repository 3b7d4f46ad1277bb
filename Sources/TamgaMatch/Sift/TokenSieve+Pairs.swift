import CTamgaSift
import TamgaModel

/// Hardware addresses, and fingerprints and serials with a separator between their bytes.
extension TokenSieve {
    /// Six pairs of digits with one other byte between, three groups of four, or a run of twelve.
    mutating func siftPairs(_ text: TextView, _ first: Int, _ count: Int) {
        for index in 0..<count {
            let hex = unsafe masks[index].hex
            let next = unsafe masks[index + 1].hex
            let pairs = hex & hex.down(1, next)
            if pairs == 0 { continue }
            let nextPairs = next & next &>> 1
            let steps = pairs & ~hex.down(2, next)
            let nextSteps = nextPairs & ~(next &>> 2)
            var starts = steps & steps.down(3, nextSteps)
            starts &=
                steps.down(6, nextSteps) & steps.down(9, nextSteps) & steps.down(12, nextSteps)
                & pairs.down(15, nextPairs)
            let fours = pairs & pairs.down(2, nextPairs)
            if fours != 0 {
                let nextFours = nextPairs & nextPairs &>> 2
                let dots = unsafe masks[index].dot
                let nextDots = unsafe masks[index + 1].dot
                starts |=
                    fours & dots.down(4, nextDots) & fours.down(5, nextFours) & dots.down(9, nextDots)
                    & fours.down(10, nextFours)
                starts |= fours & fours.down(4, nextFours) & fours.down(8, nextFours) & ~hex.down(12, next)
            }
            while starts != 0 {
                let position = (first &+ index) &* 64 &+ starts.trailingZeroBitCount
                starts &= starts &- 1
                confirmPairs(text, at: position)
            }
        }
    }

    /// Looks the bytes that begin at a position up among hardware addresses, fingerprints and serials.
    mutating func confirmPairs(_ text: TextView, at position: Int) {
        guard let (bytes, range) = PairToken.bytes(text, at: position) else { return }
        for type in [ObservableType.macAddress, .x509Fingerprint, .x509Serial] where table.hasType(type) {
            if type == .macAddress, bytes.count != 6 { continue }
            let value = type == .x509Serial ? Array(bytes.drop { $0 == 0 }) : bytes
            let padded = value + [UInt8](repeating: 0, count: 8)
            let found = unsafe padded.withUnsafeBufferPointer { buffer in
                // Safe: the value is followed by eight bytes of padding.
                unsafe table.find(type, buffer.baseAddress!, value.count)
            }
            if let entry = found {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            }
        }
    }
}
