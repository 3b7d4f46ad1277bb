/// Where the parts of a TAXII envelope lie, found by its brackets alone (TAXII 2.1 §3.7).
///
/// What is inside the objects is not judged: one that is broken, or nested deeper than any reader goes, is refused by
/// itself and does not cost the page. Time is linear and memory constant.
struct EnvelopeOutline {
    /// `more`; false where it is absent.
    private(set) var hasMore = false
    /// `next`.
    private(set) var next: String?
    /// The brackets of `objects` and what is between.
    private(set) var objects: Range<Int>?
    /// How many values `objects` has.
    private(set) var count = 0

    /// Reads an envelope.
    ///
    /// - Returns: `nil` where the bytes are no JSON object.
    init?(_ bytes: Span<UInt8>) {
        var scan = BracketScan()
        scan.skipSpace(in: bytes)
        guard scan.take(0x7B, in: bytes) else { return nil }
        scan.skipSpace(in: bytes)
        var isOpen = !scan.take(0x7D, in: bytes)
        while isOpen {
            scan.skipSpace(in: bytes)
            guard let key = scan.string(in: bytes) else { return nil }
            scan.skipSpace(in: bytes)
            guard scan.take(0x3A, in: bytes) else { return nil }
            scan.skipSpace(in: bytes)
            let start = scan.position
            guard let elements = scan.skipValue(in: bytes) else { return nil }
            switch key {
            case "objects" where bytes[start] == 0x5B:
                objects = start..<scan.position
                count = elements
            // Whatever is neither false nor null announces more, as "true" in quotes does.
            case "more": hasMore = bytes[start] != UInt8(ascii: "f") && bytes[start] != UInt8(ascii: "n")
            case "next":
                var value = BracketScan(from: start)
                next = value.string(in: bytes)
            default: break
            }
            scan.skipSpace(in: bytes)
            isOpen = scan.take(0x2C, in: bytes)
            guard isOpen || scan.take(0x7D, in: bytes) else { return nil }
        }
        scan.skipSpace(in: bytes)
        if scan.peek(in: bytes) != nil { return nil }
    }
}
