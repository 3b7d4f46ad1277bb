import GRDB
import TamgaModel

/// Why the store could not do what was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// The file cannot be opened or made; the payload is the path and the reason.
    case cannotOpen(path: String, reason: String)
    /// The file is there, and is not a Tamga store; it was not touched.
    case notAStore(path: String)
    /// The file is there, and is not the state of a stream; it was not touched.
    case notAState(path: String)
    /// A newer Tamga made the file; it was not touched.
    case newerVersion(path: String, found: Int, supported: Int)
    /// An older Tamga made the file, and it was opened for reading only, so that it cannot be brought up to date.
    case olderVersion(path: String, found: Int, supported: Int)
    /// Another process kept the store locked for longer than the time to wait.
    case inUse(path: String)
    /// The store was opened for reading only, or its file cannot be written.
    case readOnly(path: String)
    /// The file's content is damaged.
    case damaged(path: String, reason: String)
    /// The file's content is damaged where it says what is in it, so that no repair can keep anything.
    case beyondRepair(path: String, reason: String)
    /// The file was removed, or another put in its place, while it was in use.
    case replaced(path: String)
    /// The disk is full or failed.
    case storage(path: String, reason: String)
    /// SQLite refused a statement: a fault of this module.
    case failed(path: String, reason: String)
}

extension StoreError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the store \(path): \(reason)"
        case .notAStore(let path): "\(path) is not a Tamga store"
        case .notAState(let path): "\(path) is not the state of a stream"
        case .newerVersion(let path, let found, let supported):
            "the store \(path) was made by a newer Tamga (version \(found), this one knows \(supported))"
        case .olderVersion(let path, let found, let supported):
            "the store \(path) is of version \(found) and must be opened for writing once to become version \(supported)"
        case .inUse(let path):
            if let holder = StoreHolder.of(path) {
                "\(path) is in use by \(holder): wait until it is done, or end it"
            } else {
                "\(path) is in use by another process"
            }
        case .readOnly(let path): "the store \(path) cannot be written"
        case .damaged(let path, let reason):
            "\(path) is damaged: \(reason); “tamga store check” says what, a backup or “tamga store repair” helps"
        case .beyondRepair(let path, let reason):
            "nothing of \(path) can be kept: \(reason); a backup helps, or importing anew into a new store"
        case .replaced(let path):
            "the store \(path) was removed or replaced while it was in use: start again with the one that is there"
        case .storage(let path, let reason): "the disk of the store \(path) failed: \(reason)"
        case .failed(let path, let reason): "the store \(path) failed: \(reason)"
        }
    }
}

extension StoreError {
    /// True for what SQLite, GRDB or a reading of columns has thrown, and no caller of a store.
    static func isOfStore(_ error: any Error) -> Bool {
        error is DatabaseError || error is RowDecodingError || error is DamagedValue
    }

    /// What a database error means to the caller.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            let reason = error.message ?? "SQLite code \(error.extendedResultCode.rawValue)"
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(path: path)
            case .SQLITE_NOTADB: self = .notAStore(path: path)
            // What a length of the file says can be more than SQLite takes.
            case .SQLITE_CORRUPT, .SQLITE_TOOBIG: self = .damaged(path: path, reason: reason)
            case .SQLITE_READONLY: self = .readOnly(path: path)
            case .SQLITE_FULL, .SQLITE_IOERR: self = .storage(path: path, reason: reason)
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: reason)
            default: self = .failed(path: path, reason: reason)
            }
        case is RowDecodingError, is DamagedValue: self = .damaged(path: path, reason: DamagedValue.reason(of: error))
        default: self = .failed(path: path, reason: "\(error)")
        }
    }
}
