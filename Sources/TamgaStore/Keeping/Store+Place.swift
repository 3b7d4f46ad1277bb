import GRDB
import Glibc

extension Store {
    /// Which file a path leads to, through links.
    struct Place: Hashable, Sendable {
        private let device: UInt64
        private let inode: UInt64

        /// `nil` where there is none.
        init?(_ path: String) {
            var status = stat()
            // Safe: the call writes one `stat`, which lives until it returns, as the path does.
            guard unsafe stat(path, &status) == 0 else { return nil }
            (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        }
    }

    /// Throws where the file that is open does not stand at the store's path any more: what is written to it is lost, and
    /// what is there now is not seen.
    ///
    /// - Throws: ``StoreError/replaced(path:)``.
    /// - Complexity: One call of the system.
    public func requireInPlace() throws(StoreError) {
        if Place(path) != place { throw .replaced(path: path) }
    }
}
