import TamgaModel

/// Values as the bytes of a partial: numbers seven bits a byte, the least first, all else with its length.
struct PartialBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) { bytes.append(varint: UInt64(number)) }

    mutating func add(_ number: UInt64) { bytes.append(varint: number) }

    mutating func add(signed number: Int64) { bytes.append(signedVarint: number) }

    mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func add(byte: UInt8) { bytes.append(byte) }

    mutating func add(_ run: some Collection<UInt8>) {
        add(run.count)
        bytes.append(contentsOf: run)
    }

    mutating func add(_ text: String) { add(text.utf8) }

    mutating func add(_ time: Timestamp) { add(signed: time.microseconds) }

    mutating func add(_ state: MemberState) { add(UInt64(state.rawValue)) }

    /// A list with its length before it.
    mutating func add<Element>(_ list: some Collection<Element>, _ body: (inout PartialBytes, Element) -> Void) {
        add(list.count)
        for element in list { body(&self, element) }
    }

    /// Whether it is there, then what it is.
    mutating func add<Element>(_ element: Element?, _ body: (inout PartialBytes, Element) -> Void) {
        add(element != nil)
        if let element { body(&self, element) }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
