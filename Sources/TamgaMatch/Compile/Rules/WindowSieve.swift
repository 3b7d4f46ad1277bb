import PCRE2

/// Finds runs of bytes of which each lies in its place's set, many such windows in one pass.
///
/// Of each window the four places that turn away most are looked for in buckets (``ByteBuckets``); what passes is held
/// against the windows of its bucket.
///
/// - Complexity: scanning is O(*n*) in the text for each 8 buckets, plus the places that pass.
@safe
final class WindowSieve: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    let buckets: BucketMasks
    /// The windows, those of a bucket side by side.
    let entries: UnsafeMutablePointer<Entry>
    /// For each bucket, where its windows begin, and where the last one's end.
    let starts: UnsafeMutablePointer<Int32>
    /// The sets of all places, four words each.
    let sets: UnsafeMutablePointer<UInt64>

    /// One window.
    struct Entry {
        /// Its index among the windows given.
        var window: Int32
        /// Where its first place is in ``WindowSieve/sets``.
        var sets: Int32
        var count: Int32
        /// The place that is looked for first.
        var lead: Int32
    }

    /// - Parameter windows: none without places.
    init(_ windows: [[ByteSet]]) {
        let leads = windows.map(Self.lead)
        let sorted = ByteBuckets(
            zip(windows, leads).map { $0[$1..<min($1 + ByteBuckets.width, $0.count)] })
        buckets = BucketMasks(sorted)
        let count = buckets.groups * 8
        unsafe entries = .allocate(capacity: max(1, windows.count))
        unsafe starts = .allocate(capacity: count + 1)
        unsafe sets = .allocate(capacity: max(1, 4 * windows.reduce(0) { $0 + $1.count }))
        var entry = 0
        var set = 0
        for bucket in 0..<count {
            // Safe: there is room for the start of each bucket and the end of the last.
            unsafe starts[bucket] = Int32(entry)
            for index in windows.indices where sorted.bucketOf[index] == bucket {
                // Safe: there is room for every window and for the four words of each of their places.
                unsafe entries[entry] = Entry(
                    window: Int32(index), sets: Int32(set), count: Int32(windows[index].count),
                    lead: Int32(leads[index]))
                entry += 1
                for place in windows[index] {
                    for word in UInt8(0)..<4 { unsafe sets[4 * set + Int(word)] = place.word(word) }
                    set += 1
                }
            }
        }
        unsafe starts[count] = Int32(entry)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe starts.deallocate()
        unsafe sets.deallocate()
    }

    /// Where the four places begin that turn away most.
    private static func lead(_ window: [ByteSet]) -> Int {
        guard window.count > ByteBuckets.width else { return 0 }
        let bits = window.map(Rarity.bits)
        return (0...window.count - ByteBuckets.width).map { start in
            (start, bits[start..<start + ByteBuckets.width].reduce(0, +))
        }.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0 ?? 0
    }
}
