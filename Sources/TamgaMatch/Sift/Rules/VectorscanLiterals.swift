#if Vectorscan
    import CVectorscan
    import Synchronization

    /// Looks for the literals of a ``LiteralSieve`` with libvectorscan: what the package trait `Vectorscan` puts in the place
    /// of buckets and samples where there are many.
    ///
    /// Compiling takes some 50 µs a literal.
    @safe
    final class VectorscanLiterals: @unchecked Sendable {
        // Sendable: the database is only read, and who scans has a scratch of his own.

        /// With fewer literals the sieve's own ways are as fast, and ready at once.
        static let fewest = 100

        private let database: OpaquePointer
        private let lengths: [Int]
        /// What a scan needs to write to, as many as have scanned at the same time.
        private let scratches = Mutex<[Scratch]>([])

        @safe private struct Scratch: @unchecked Sendable {
            // Sendable: it is taken out of the list by whoever uses it.
            let pointer: OpaquePointer
        }

        /// What the library calls back with.
        private struct Found {
            let lengths: [Int]
            var places: [LiteralPlace] = []
        }

        /// - Parameters:
        ///   - text: the literals end to end.
        ///   - lengths: how long each is; none is 0.
        /// - Returns: `nil` where there are few, and where the library does not take them.
        init?(_ text: UnsafePointer<UInt8>, lengths: [Int]) {
            guard lengths.count >= Self.fewest else { return nil }
            self.lengths = lengths
            var at = 0
            // Safe: each pointer is to a literal, whose length goes with it; the library copies what it needs.
            let literals = unsafe lengths.map { length -> UnsafePointer<CChar>? in
                defer { at += length }
                return unsafe UnsafeRawPointer(text + at).assumingMemoryBound(to: CChar.self)
            }
            let flags = [UInt32](repeating: UInt32(HS_FLAG_CASELESS), count: lengths.count)
            let numbers = lengths.indices.map { UInt32($0) }
            var made: OpaquePointer?
            var error: UnsafeMutablePointer<hs_compile_error_t>?
            // Safe: all four lists have as many elements as there are literals.
            let status = unsafe hs_compile_lit_multi(
                literals, flags, numbers, lengths, UInt32(lengths.count), UInt32(HS_MODE_BLOCK), nil, &made, &error)
            // Safe: nothing looks at the error any more.
            unsafe hs_free_compile_error(error)
            guard status == HS_SUCCESS, let made = unsafe made else { return nil }
            unsafe database = made
        }

        deinit {
            // Safe: nobody scans any more.
            scratches.withLock { for scratch in $0 { unsafe hs_free_scratch(scratch.pointer) } }
            unsafe hs_free_database(database)
        }

        /// Finds every literal in a text, each place once.
        ///
        /// - Returns: false where the library could not do it; then nothing was found.
        func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (LiteralPlace) -> Void) -> Bool {
            guard count <= Int(UInt32.max), let scratch = taken() else { return false }
            defer { scratches.withLock { $0.append(scratch) } }
            var result = Found(lengths: lengths)
            // Safe: the text has so many bytes; the library calls back before it returns, with what it was given.
            let status = unsafe withUnsafeMutablePointer(to: &result) { result in
                unsafe hs_scan(
                    database, UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), UInt32(count), 0,
                    scratch.pointer,
                    { literal, _, end, _, context in
                        guard let found = unsafe context?.assumingMemoryBound(to: Found.self) else { return 1 }
                        let start = unsafe Int(end) - found.pointee.lengths[Int(literal)]
                        unsafe found.pointee.places.append(LiteralPlace(literal: Int(literal), start: start))
                        return 0
                    }, result)
            }
            guard status == HS_SUCCESS else { return false }
            for place in result.places { found(place) }
            return true
        }

        /// A scratch that nobody else uses.
        private func taken() -> Scratch? {
            if let spare = scratches.withLock({ $0.popLast() }) { return spare }
            var made: OpaquePointer?
            // Safe: the database is whole.
            guard unsafe hs_alloc_scratch(database, &made) == HS_SUCCESS, let made = unsafe made else { return nil }
            return unsafe Scratch(pointer: made)
        }
    }
#endif
