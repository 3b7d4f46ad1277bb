import TamgaModel

/// Writes numbers and texts one behind the other; ``SnapshotReader`` reads them again.
struct SnapshotBytes {
    private(set) var bytes: [UInt8] = []

    /// A number: eight bytes, the lowest first.
    mutating func append(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// A number that is not negative.
    mutating func append(_ number: Int) { append(UInt64(number)) }

    /// A moment.
    mutating func append(_ time: Timestamp) { append(UInt64(bitPattern: time.microseconds)) }

    /// A member state, or none.
    mutating func append(_ state: MemberState?) { append(UInt64(state?.rawValue ?? 0)) }

    /// Bytes, behind their number.
    mutating func append(_ text: [UInt8]) {
        append(text.count)
        bytes += text
    }

    /// Text, behind the number of its bytes.
    mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// Elements, behind their number.
    mutating func append<Element>(_ elements: [Element], _ body: (inout SnapshotBytes, Element) -> Void) {
        append(elements.count)
        for element in elements { body(&self, element) }
    }
}
