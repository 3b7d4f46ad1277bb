import TamgaModel

/// A partial that was written: which splits it holds, read at once; what they hold, when it is asked for.
///
/// Its bytes may be anybody's. What is not as ``PartialWriter`` writes it is an error that says so; nothing that it says of
/// lengths is believed beyond what is there.
public struct PartialFile: Sendable {
    /// As the user named it.
    public let name: String
    /// What was looked for.
    public let identity: PartialIdentity
    /// The splits, in their order.
    public let sections: [PartialSection]
    private let source: PartialSource

    /// Opens a file.
    ///
    /// - Throws: ``PartialError``, with the file.
    public init(path: String) throws(PartialError) { try self.init(path, .file(path)) }

    /// Reads a partial out of memory.
    ///
    /// - Throws: ``PartialError``, with the name.
    public init(bytes: [UInt8], name: String) throws(PartialError) { try self.init(name, .bytes(bytes)) }

    private init(_ name: String, _ source: PartialSource) throws(PartialError) {
        self.name = name
        self.source = source
        do throws(PartialError) {
            (identity, sections) = try Self.directory(PartialSource.Opened(source))
        } catch {
            throw PartialError(error.reason, file: name, isOfReading: error.isOfReading)
        }
    }

    private static func directory(
        _ opened: PartialSource.Opened
    ) throws(PartialError) -> (PartialIdentity, [PartialSection]) {
        let size = opened.size
        let head = try opened.bytes(0..<min(size, PartialForm.headSize))
        guard head.starts(with: PartialForm.magic) else { throw PartialError("is no partial of “tamga correlate”") }
        guard size >= PartialForm.headSize + PartialForm.tailSize else { throw .damaged }
        guard head[PartialForm.magic.count] == PartialForm.version else {
            throw PartialError("was made by another version of tamga; make it again with this one")
        }
        let tail = try opened.bytes(size - PartialForm.tailSize..<size)
        let numbers = [0, 8, 16].map { PartialForm.number(tail[$0..<$0 + 8]) }
        let end = size - PartialForm.tailSize
        guard Array(tail[24...]) == PartialForm.endMagic, let start = Int(exactly: numbers[0]),
            PartialForm.headSize...end ~= start, numbers[1] == UInt64(end - start)
        else { throw PartialError("was cut short, or is damaged; run its task again") }
        guard end - start <= PartialForm.longestDirectory else { throw PartialError("lists too many splits") }
        let bytes = try opened.bytes(start..<end)
        guard RecordFingerprint(bytes).hash == numbers[2] else { throw .damaged }
        var reader = PartialReader(bytes[...])
        let identity = try reader.identity()
        let sections = try reader.list { (reader) throws(PartialError) in try PartialSection(&reader) }
        guard reader.isAtEnd else { throw .damaged }
        var place = PartialForm.headSize
        for (index, section) in sections.enumerated() {
            guard section.region.lowerBound == place, section.region.upperBound <= start,
                index == 0 || !(section < sections[index - 1])
            else { throw .damaged }
            place = section.region.upperBound
        }
        guard place == start else { throw .damaged }
        return (identity, sections)
    }

    /// Reads all of it, and holds it against its checksums.
    ///
    /// - Throws: ``PartialError``, with the file.
    public func verify() throws(PartialError) {
        for section in sections { try forEachChunk(of: section) { (_, _) throws(PartialError) in } }
    }

    /// The bytes of a split's region, piece by piece.
    func forEachPiece(of section: PartialSection, _ body: ([UInt8]) throws -> Void) throws {
        let opened = try PartialSource.Opened(source)
        var place = section.region.lowerBound
        while place < section.region.upperBound {
            let end = min(place + PartialForm.chunkSize, section.region.upperBound)
            try body(try opened.bytes(place..<end))
            place = end
        }
    }

    /// The chunks of a split's region.
    private func forEachChunk(
        of section: PartialSection, _ body: (PartialForm.Stream, [UInt8]) throws(PartialError) -> Void
    ) throws(PartialError) {
        do throws(PartialError) {
            let opened = try PartialSource.Opened(source)
            var place = section.region.lowerBound
            while place < section.region.upperBound {
                let start = place + PartialForm.chunkHeadSize
                guard start <= section.region.upperBound else { throw PartialError.damaged }
                let head = try opened.bytes(place..<start)
                let length = Int(PartialForm.number(head[1..<5]))
                guard let stream = PartialForm.Stream(rawValue: head[0]), 1...PartialForm.chunkSize ~= length,
                    start + length <= section.region.upperBound
                else { throw PartialError.damaged }
                let bytes = try opened.bytes(start..<start + length)
                guard RecordFingerprint(bytes).hash == PartialForm.number(head[5...]) else {
                    throw PartialError.damaged
                }
                try body(stream, bytes)
                place = start + length
            }
        } catch {
            throw PartialError(error.reason, file: name, isOfReading: error.isOfReading)
        }
    }
}

extension PartialFile {
    /// The hits, events and findings of a split, each stream in its order.
    func forEachItem(
        of section: PartialSection, _ body: (PartialForm.Stream, inout PartialReader) throws(PartialError) -> Void
    ) throws(PartialError) {
        var waiting = [[UInt8]](repeating: [], count: PartialForm.Stream.allCases.count)
        try forEachChunk(of: section) { (stream, bytes) throws(PartialError) in
            let index = Int(stream.rawValue) - 1
            waiting[index] += bytes
            let whole = waiting[index]
            var start = 0
            while let item = try Self.item(whole, from: start) {
                var reader = PartialReader(whole[item])
                try body(stream, &reader)
                guard reader.isAtEnd else { throw .damaged }
                start = item.upperBound
            }
            if start > 0 { waiting[index].removeFirst(start) }
        }
        guard waiting.allSatisfy(\.isEmpty) else { throw PartialError(PartialError.damaged.reason, file: name) }
    }

    /// Where the next item lies that is whole; `nil` where more bytes are needed.
    private static func item(_ bytes: [UInt8], from start: Int) throws(PartialError) -> Range<Int>? {
        var length = 0
        var place = start
        while true {
            guard place < bytes.count else { return nil }
            guard place - start < 4 else { throw .damaged }
            length |= Int(bytes[place] & 0x7F) << (7 * (place - start))
            place += 1
            if bytes[place - 1] < 0x80 { break }
        }
        guard length <= PartialForm.longestItem else { throw .damaged }
        return place + length <= bytes.count ? place..<place + length : nil
    }
}
