extension Block {
    /// A block that holds these bytes.
    init(bytes: [UInt8]) {
        self.init(capacity: max(1, bytes.count))
        // Safe: there is room for as many bytes as the capacity says, and the block's memory is its own.
        unsafe bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            unsafe text.update(from: base, count: source.count)
        }
        count = bytes.count
    }
}
