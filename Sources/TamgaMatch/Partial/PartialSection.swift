import TamgaModel

/// What a partial holds of one split, apart from hits and events: which it is, and what lies before the next one.
public struct PartialSection: Hashable, Sendable {
    /// The file.
    public let file: SplitFile
    /// Where the split's records begin.
    public let range: Range<Int>
    /// Decompressed bytes of its records.
    public let bytes: Int
    /// Records, refused ones included.
    public let records: Int
    /// Records that were left out.
    public let refusedRecords: Int
    /// Lines that end in its records.
    public let lines: Int
    /// Why the file could not be read, or not to the end of the split.
    public let failure: String?
    /// Its first bytes say that it holds no text.
    public let isForeign: Bool
    /// SHA-256 over hits, suppressed hits, events and findings.
    let digest: [UInt8]
    /// Where they lie in the partial.
    var region: Range<Int>

    init(_ outcome: SplitOutcome, digest: [UInt8], region: Range<Int>) {
        file = outcome.file
        range = outcome.range
        bytes = outcome.bytes
        records = outcome.records
        refusedRecords = outcome.refusals.count
        lines = outcome.lines
        failure = outcome.failure
        isForeign = outcome.isForeign
        self.digest = digest
        self.region = region
    }

    /// The split, as it is named on the command line.
    public var split: LogSplit { LogSplit(path: file.name, range: range) }

    /// True where two tasks have done the same and found the same.
    func isSame(as other: PartialSection) -> Bool {
        var other = other
        other.region = region
        return self == other
    }
}

extension PartialSection: Comparable {
    /// The order of the files, in a file of the ranges.
    public static func < (left: PartialSection, right: PartialSection) -> Bool {
        if left.file.name != right.file.name { return left.file < right.file }
        return (left.range.lowerBound, left.range.upperBound) < (right.range.lowerBound, right.range.upperBound)
    }
}

extension PartialSection {
    init(_ reader: inout PartialReader) throws(PartialError) {
        let name = try reader.text()
        let size = try reader.int()
        let modified = try reader.time()
        let isPacked = try reader.flag()
        file = SplitFile(
            name: name, size: size, modified: modified, isPacked: isPacked, origin: try reader.origin())
        let start = try reader.int()
        range = start..<start + (try reader.int())
        bytes = try reader.int()
        records = try reader.int()
        refusedRecords = try reader.int()
        lines = try reader.int()
        failure = try reader.optional { (reader) throws(PartialError) in try reader.text() }
        isForeign = try reader.flag()
        digest = Array(try reader.run())
        let region = try reader.int()
        self.region = region..<region + (try reader.int())
        guard range.upperBound <= size, refusedRecords <= records, digest.count == 32 else { throw .damaged }
    }
}

extension PartialBytes {
    mutating func add(_ section: PartialSection) {
        add(section.file.name)
        add(section.file.size)
        add(section.file.modified)
        add(section.file.isPacked)
        add(section.file.origin)
        add(section.range.lowerBound)
        add(section.range.count)
        add(section.bytes)
        add(section.records)
        add(section.refusedRecords)
        add(section.lines)
        add(section.failure) { $0.add($1) }
        add(section.isForeign)
        add(section.digest)
        add(section.region.lowerBound)
        add(section.region.count)
    }
}
