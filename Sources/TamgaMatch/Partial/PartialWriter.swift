import Synchronization
import TamgaModel
import TamgaUUID

/// Writes a partial: the mergeable results of splits, one after another.
///
/// The splits come in their order (``PartialSection``). Nothing is kept in memory but what fills a chunk. The same results
/// give the same chunks' contents, whatever the number of workers and wherever blocks end.
public final class PartialWriter: Sendable {
    private let write: @Sendable ([UInt8]) throws -> Void
    private let state: Mutex<State>

    private struct State {
        let identity: PartialIdentity
        var position = 0
        var sections: [PartialSection] = []
        var start = 0
        /// For each stream, what has not filled a chunk, and the digest of the chunks.
        var waiting = [[UInt8]](repeating: [], count: PartialForm.Stream.allCases.count)
        var digests = PartialForm.Stream.allCases.map { _ in ContentDigest() }
    }

    /// A writer that has written nothing.
    ///
    /// - Parameter write: takes the bytes, in order.
    public init(_ identity: PartialIdentity, write: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.write = write
        state = Mutex(State(identity: identity))
    }

    /// Takes what a block of the split has given; its hits were rendered by ``PartialHit``.
    public func add(_ block: BlockOutput) throws {
        try state.withLock { state in
            try begin(&state)
            try append(block.hits, to: .hits, &state)
            try append(block.suppressed, to: .suppressed, &state)
            var reader = CorrelationEventReader(block.events.bytes[...])
            var event = PartialBytes()
            while let next = reader.next() {
                event.removeAll()
                event.add(next)
                try append(item: event.bytes, to: .events, &state)
            }
        }
    }

    /// Ends the split that was read.
    public func end(_ outcome: SplitOutcome) throws {
        try state.withLock { state in
            try begin(&state)
            var finding = PartialBytes()
            try outcome.forEachFinding {
                finding.removeAll()
                finding.add($0)
                try append(item: finding.bytes, to: .findings, &state)
            }
            var whole = ContentDigest()
            for stream in PartialForm.Stream.allCases {
                try flush(stream, &state)
                whole.update(state.digests[Self.index(stream)].bytes())
                state.digests[Self.index(stream)] = ContentDigest()
            }
            state.sections.append(
                PartialSection(outcome, digest: whole.bytes(), region: state.start..<state.position))
            state.start = state.position
        }
    }

    /// Takes a split over from another partial as it is.
    public func copy(_ section: PartialSection, of partial: PartialFile) throws {
        try state.withLock { state in
            try begin(&state)
            try partial.forEachPiece(of: section) { try put($0, &state) }
            var section = section
            section.region = state.start..<state.position
            state.sections.append(section)
            state.start = state.position
        }
    }

    /// Writes what says which splits there are; a file without it is no partial.
    public func finish() throws {
        try state.withLock { state in
            try begin(&state)
            var directory = PartialBytes()
            directory.add(state.identity)
            directory.add(state.sections) { $0.add($1) }
            let start = state.position
            try put(directory.bytes, &state)
            try put(
                PartialForm.bytes(UInt64(start)) + PartialForm.bytes(UInt64(directory.bytes.count))
                    + PartialForm.bytes(RecordFingerprint(directory.bytes).hash) + PartialForm.endMagic, &state)
        }
    }

    // MARK: - Streams

    private static func index(_ stream: PartialForm.Stream) -> Int { Int(stream.rawValue) - 1 }

    private func begin(_ state: inout State) throws {
        guard state.position == 0 else { return }
        let rest = [UInt8](repeating: 0, count: PartialForm.headSize - PartialForm.magic.count - 1)
        try put(PartialForm.magic + [PartialForm.version] + rest, &state)
        state.start = state.position
    }

    private func put(_ bytes: [UInt8], _ state: inout State) throws {
        try write(bytes)
        state.position += bytes.count
    }

    private func append(item: [UInt8], to stream: PartialForm.Stream, _ state: inout State) throws {
        var bytes: [UInt8] = []
        bytes.append(varint: UInt64(item.count))
        try append(bytes + item, to: stream, &state)
    }

    private func append(_ bytes: [UInt8], to stream: PartialForm.Stream, _ state: inout State) throws {
        guard !bytes.isEmpty else { return }
        let index = Self.index(stream)
        state.waiting[index] += bytes
        var start = 0
        while state.waiting[index].count - start >= PartialForm.chunkSize {
            try chunk(Array(state.waiting[index][start..<start + PartialForm.chunkSize]), stream, &state)
            start += PartialForm.chunkSize
        }
        if start > 0 { state.waiting[index].removeFirst(start) }
    }

    private func flush(_ stream: PartialForm.Stream, _ state: inout State) throws {
        let index = Self.index(stream)
        guard !state.waiting[index].isEmpty else { return }
        try chunk(state.waiting[index], stream, &state)
        state.waiting[index] = []
    }

    private func chunk(_ bytes: [UInt8], _ stream: PartialForm.Stream, _ state: inout State) throws {
        state.digests[Self.index(stream)].update(bytes)
        try put(
            [stream.rawValue] + PartialForm.bytes(UInt64(bytes.count), count: 4)
                + PartialForm.bytes(RecordFingerprint(bytes).hash) + bytes, &state)
    }
}
