/// Hits that stand in the output already, since an earlier stream was killed after it had written them and before it had
/// kept that it had.
struct KnownHits {
    private var left: [String: Int]

    init(_ written: [String: Int]) { left = written }

    /// Leaves out of lines of hits those that stand there; each counts once.
    ///
    /// - Returns: the ids that were left out, with how often.
    mutating func leaveOut(of lines: inout [UInt8]) -> [String: Int] {
        guard !left.isEmpty, !lines.isEmpty else { return [:] }
        var kept: [UInt8] = []
        var found: [String: Int] = [:]
        var start = 0
        while start < lines.count {
            let end = lines[start...].firstIndex(of: 0x0A) ?? lines.count - 1
            if let id = HitLine.id(lines[start..<end]), let count = left[id] {
                left[id] = count > 1 ? count - 1 : nil
                found[id, default: 0] += 1
            } else {
                kept += lines[start...end]
            }
            start = end + 1
        }
        lines = kept
        return found
    }
}
