import Dispatch
import Synchronization

/// Holds a mapped table against its checksum while the table is in use already.
///
/// Every place that a table names is held against its bounds where it is read, so a damaged table can give wrong hits and no
/// more; a run asks for the verdict before it says what it has found.
public final class TableVerification: Sendable {
    private let group = DispatchGroup()
    private let verdict = Mutex(false)

    init(_ memory: TableMemory, checksum: UInt64) {
        DispatchQueue.global().async(group: group) {
            // Safe: the closure keeps the memory.
            let isSound = unsafe TableChecksum.of(memory.bytes) == checksum
            self.verdict.withLock { $0 = isSound }
        }
    }

    /// Waits for the verdict: true where the table is as it was written.
    public var isSound: Bool {
        group.wait()
        return verdict.withLock { $0 }
    }
}
