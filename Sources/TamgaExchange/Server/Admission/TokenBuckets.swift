/// How often somebody may do something: a bucket each, which fills evenly and from which each time takes one.
///
/// A pure value: the time is given. Memory is bounded; when there are too many, those that are full are forgotten,
/// which changes nothing, and then all.
struct TokenBuckets {
    private struct Bucket {
        var level: Double
        var seconds: Double
    }

    /// How many may be done at once.
    let capacity: Double
    /// How many come back in a second.
    let perSecond: Double
    private var buckets: [String: Bucket] = [:]

    private static let maximumCount = 10_000

    init(capacity: Int, perSecond: Double) {
        self.capacity = Double(max(1, capacity))
        self.perSecond = max(perSecond, 1e-9)
    }

    /// Takes one.
    ///
    /// - Parameter seconds: Now, from any beginning.
    /// - Returns: 0 where it may be done; else seconds, rounded up, after which there is one.
    mutating func take(_ name: String, at seconds: Double) -> Int {
        var bucket = bucket(name, at: seconds)
        defer { keep(bucket, name) }
        guard bucket.level < 1 else {
            bucket.level -= 1
            return 0
        }
        return wait(bucket)
    }

    /// Seconds after which there is one; 0 where there is one now. Takes none.
    func wait(_ name: String, at seconds: Double) -> Int {
        let bucket = bucket(name, at: seconds)
        return bucket.level < 1 ? wait(bucket) : 0
    }

    private func wait(_ bucket: Bucket) -> Int {
        max(1, Int(min(((1 - bucket.level) / perSecond).rounded(.up), 86_400)))
    }

    private func bucket(_ name: String, at seconds: Double) -> Bucket {
        guard let known = buckets[name] else { return Bucket(level: capacity, seconds: seconds) }
        let passed = max(0, seconds - known.seconds)
        return Bucket(level: min(capacity, known.level + passed * perSecond), seconds: seconds)
    }

    private mutating func keep(_ bucket: Bucket, _ name: String) {
        if buckets[name] == nil, buckets.count >= Self.maximumCount {
            let now = bucket.seconds
            buckets = buckets.filter { $0.value.level + (now - $0.value.seconds) * perSecond < capacity }
            if buckets.count >= Self.maximumCount { buckets.removeAll(keepingCapacity: true) }
        }
        buckets[name] = bucket
    }
}
