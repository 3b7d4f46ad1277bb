import ArgumentParser
import Synchronization

/// The files that this run has read whole: rules, the community, formats, keys, lists. Writing over one of them would destroy
/// what the run rests on.
enum ReadFiles {
    private static let known = Mutex<Set<FileIdentity>>([])

    /// Notes a file that is read.
    static func note(_ path: String) {
        guard let file = FileIdentity.input(path) else { return }
        known.withLock { _ = $0.insert(file) }
    }

    /// - Throws: `ValidationError` where a path to be written leads to a file that has been read.
    static func check(_ path: String) throws {
        guard path != "-", let file = FileIdentity.output(path), known.withLock({ $0.contains(file) }) else { return }
        throw ValidationError("\(path) is read by this run, and would be written over: name another file.")
    }
}
