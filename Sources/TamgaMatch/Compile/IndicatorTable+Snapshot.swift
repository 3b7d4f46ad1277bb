extension IndicatorTable {
    /// Writes the table under a temporary name beside `path`, then renames it: readers see the old file or the
    /// new one, never a part. It is not waited for until it is on the disk: a damaged one is made anew from the store.
    public func writeSnapshot(to path: String) throws(SnapshotError) {
        // Safe: the table outlives the call.
        try unsafe PrivateFile.write([image], to: path, isLasting: false)
    }
}
