import TamgaModel

/// The sections of a table before they are joined into one image.
struct TableSections {
    private var header = TableHeader()
    private var bytes: [TableSection: [UInt8]] = [:]

    init(_ builder: borrowing IndicatorTableBuilder, observables: Int, dependents: [(owner: UInt32, dependent: UInt32)]) {
        let entries = builder.types.count
        header.observableCount = UInt32(observables)
        header.entryCount = UInt32(entries)
        var slotBits = 4
        while 1 << slotBits < entries + entries / 2 { slotBits += 1 }
        var slots = [UInt32](repeating: 0, count: 1 << slotBits)
        var addresses = BitFilter(bits: BitFilter.bits(forMembers: Self.count(builder, .ipv4Address)))
        var hosts = BitFilter(bits: BitFilter.bits(forMembers: Self.count(builder, .domainName)))
        var labels = BitFilter(bits: 13)
        var networks = [UInt8](repeating: 0, count: 65_536 / 8)

        let padded = builder.values + [UInt8](repeating: 0, count: 16)
        for entry in 0..<entries {
            guard let type = ObservableType(rawValue: builder.types[entry]) else { continue }
            header.typesPresent |= 1 << UInt64(type.rawValue)
            let start = Int(builder.valueAt[entry])
            let count = builder.value(entry).count
            unsafe padded.withUnsafeBufferPointer { buffer in
                // Safe: `start` and `count` delimit an entry's bytes, which the padding follows.
                let text = unsafe buffer.baseAddress! + start
                guard let hash = unsafe TableKey.hash(type, text, count) else { return }
                var slot = Int(hash >> UInt64(64 - slotBits))
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt32(entry) + 1
                switch type {
                case .ipv4Address: addresses.insert(hash)
                case .ipv4Network: unsafe Self.cover(text, in: &networks, lengths: &header.networkLengths4)
                case .ipv6Network:
                    let length = unsafe Int(text[16])
                    if length < 64 { header.networkLengths6.0 |= 1 << UInt64(length) }
                    if length >= 64 { header.networkLengths6.1 |= 1 << UInt64(length - 64) }
                case .domainName:
                    let name = unsafe HostName(text, count)
                    unsafe hosts.insert(TextHash.hash(text + name.lastTwoLabels, count - name.lastTwoLabels))
                    unsafe labels.insert(HostName.labelHash(text + name.lastLabel, count - name.lastLabel))
                    if count - name.lastLabel > 7 { header.hasLongLabels = 1 }
                    if unsafe TextByte.isDigit(text[name.lastLabel]) { header.hasDigitLabels = 1 }
                    if unsafe name.isInternational(text, count) { header.hasInternationalNames = 1 }
                default: break
                }
            }
        }

        var words = BitFilter(bits: 16)
        for literal in builder.literals {
            words.insert(UInt64(literal.wordHash) << 32)
            let count = UInt64(literal.anchorCount)
            header.shortestAnchor = header.shortestAnchor == 0 ? count : min(header.shortestAnchor, count)
        }

        put(.slots, slots)
        put(.valueAt, builder.valueAt + [UInt32(builder.values.count)])
        put(.types, builder.types)
        put(.flags, builder.flags)
        put(.statedAt, builder.statedAt + [UInt32(builder.stated.count / 2)])
        bytes[.values] = padded
        put(.stated, builder.stated)
        put(.terms, builder.terms)
        put(.idAt, builder.idAt)
        put(.ids, builder.ids)
        put(.dependents, dependents.flatMap { [$0.owner, $0.dependent] })
        put(.literals, builder.literals.sorted { ($0.wordHash, $0.entry, $0.textAt) < ($1.wordHash, $1.entry, $1.textAt) })
        put(.literalText, builder.literalText + [UInt8](repeating: 0, count: 16))
        bytes[.addressFilter] = addresses.bytes
        bytes[.hostFilter] = hosts.bytes
        bytes[.labelFilter] = labels.bytes
        bytes[.wordFilter] = words.bytes
        bytes[.networkFilter] = networks
    }

    /// The sections behind their header, each on an eight-byte boundary.
    consuming func image(key: UInt64) -> [UInt8] {
        var directory: [UInt64] = []
        var end = TableHeader.byteCount
        for section in TableSection.allCases {
            let count = bytes[section]!.count
            directory += [UInt64(end), UInt64(count)]
            end += (count + 7) & ~7
        }
        var image: [UInt8] = []
        image.reserveCapacity(end + 64)
        header.key = key
        header.byteCount = UInt64(end)
        Self.append(header, to: &image)
        image.append(contentsOf: [UInt8](repeating: 0, count: 128 - image.count))
        for number in directory { Self.append(number, to: &image) }
        for section in TableSection.allCases {
            image.append(contentsOf: bytes[section]!)
            bytes[section] = []
            image.append(contentsOf: [UInt8](repeating: 0, count: (8 - image.count & 7) & 7))
        }
        let checksum = TableChecksum.of(image)
        let offset = MemoryLayout<TableHeader>.offset(of: \.checksum)!
        for index in 0..<8 { image[offset + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index)) }
        return image
    }

    private static func count(_ builder: borrowing IndicatorTableBuilder, _ type: ObservableType) -> Int {
        var count = 0
        for other in builder.types where other == type.rawValue { count += 1 }
        return count
    }

    /// Marks every /16 that an IPv4 network touches.
    private static func cover(_ text: UnsafePointer<UInt8>, in networks: inout [UInt8], lengths: inout UInt64) {
        // Safe: an IPv4 network is five bytes.
        let first = unsafe Int(text[0]) << 8 | Int(text[1])
        let length = unsafe Int(text[4])
        lengths |= 1 << UInt64(length)
        for upper in first..<first + (length < 16 ? 1 << (16 - length) : 1) { networks[upper >> 3] |= 1 << UInt8(upper & 7) }
    }

    private mutating func put<Element>(_ section: TableSection, _ elements: [Element]) {
        bytes[section] = unsafe elements.withUnsafeBytes { unsafe Array($0) }
    }

    private static func append<Value>(_ value: Value, to image: inout [UInt8]) {
        unsafe withUnsafeBytes(of: value) { unsafe image.append(contentsOf: $0) }
    }
}
