import Glibc

/// Hears from the system what happens in folders, where it tells; whoever relies on it must look himself now and then.
@safe
struct FolderWatch: Sendable {
    /// What has happened to a name in a folder.
    enum Event: Hashable, Sendable {
        /// Something was written to the file.
        case written(String)
        /// A file came to be under the name, or was removed.
        case changed(String)
        /// A file was renamed.
        case renamed(from: String, to: String)
        /// Some events are lost.
        case overflow
    }

    /// Readable when something has happened; `nil` where the system has no such service.
    var descriptor: Int32? { service?.number }
    private let service: OwnedDescriptor?
    private var folders: [Int32: String] = [:]
    private var watches: [String: Int32] = [:]

    private static let mask = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR)

    init() {
        let number = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        service = number < 0 ? nil : OwnedDescriptor(number)
    }

    /// Watches these folders and no others. One that cannot be watched is left out.
    mutating func watch(_ wanted: Set<String>) {
        guard let descriptor else { return }
        for (folder, watch) in watches where !wanted.contains(folder) {
            inotify_rm_watch(descriptor, watch)
            watches[folder] = nil
            folders[watch] = nil
        }
        for folder in wanted {
            // Safe: the path ends with NUL and lives until the call returns. A folder that is watched stays so; one that
            // has been made anew under its name gets another watch.
            let watch = unsafe inotify_add_watch(descriptor, PathText.path(folder.isEmpty ? "." : folder), Self.mask)
            guard watch >= 0 else { continue }
            if let old = watches[folder], old != watch { folders[old] = nil }
            watches[folder] = watch
            folders[watch] = folder
        }
    }

    /// What has happened since the last call.
    mutating func events() -> [Event] {
        guard let descriptor else { return [] }
        var events: [Event] = []
        var leaving: [UInt32: String] = [:]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // Safe: the buffer is as long as is said.
            let got = unsafe read(descriptor, &buffer, buffer.count)
            guard got > 0 else { break }
            var index = 0
            while index + 16 <= got {
                let watch = Int32(bitPattern: Self.word(buffer, index))
                let mask = Self.word(buffer, index + 4)
                let cookie = Self.word(buffer, index + 8)
                let length = Int(Self.word(buffer, index + 12))
                let name = PathText.text(buffer[(index + 16)..<min(got, index + 16 + length)].prefix { $0 != 0 })
                index += 16 + length
                if mask & UInt32(IN_Q_OVERFLOW) != 0 { events.append(.overflow) }
                if mask & UInt32(IN_IGNORED) != 0 {
                    if let folder = folders.removeValue(forKey: watch) { watches[folder] = nil }
                    events.append(.overflow)
                }
                guard let folder = folders[watch], !name.isEmpty else { continue }
                let path = Folder.path(folder, name)
                if mask & UInt32(IN_MODIFY) != 0 { events.append(.written(path)) }
                if mask & UInt32(IN_CREATE | IN_DELETE) != 0 { events.append(.changed(path)) }
                if mask & UInt32(IN_MOVED_FROM) != 0 {
                    leaving[cookie] = path
                    events.append(.changed(path))
                }
                if mask & UInt32(IN_MOVED_TO) != 0 {
                    let from = leaving.removeValue(forKey: cookie)
                    events.append(from.map { .renamed(from: $0, to: path) } ?? .changed(path))
                }
            }
        }
        return events
    }

    private static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) }
    }
}
