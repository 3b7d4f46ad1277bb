import FoundationEssentials
import TamgaModel
import TamgaStore

/// What `tamga doctor` has found out: a line a check.
struct Health {
    /// How it is.
    enum Level: String {
        case ok
        case warning
        case fault
    }

    /// One check.
    struct Finding {
        let check: String
        let level: Level
        /// What was found.
        let text: String
        /// What to do; `nil` where there is nothing to do.
        let advice: String?
    }

    private(set) var findings: [Finding] = []

    /// True where nothing must be done.
    var isSound: Bool { !findings.contains { $0.level == .fault } }

    mutating func add(_ check: String, _ level: Level, _ text: String, _ advice: String? = nil) {
        findings.append(Finding(check: check, level: level, text: text, advice: advice))
    }

    // MARK: - The store

    /// Looks at the store, its file and the disk that it lies on.
    mutating func examineStore(_ path: String) {
        guard FileManager.default.fileExists(atPath: path) else {
            add("store", .warning, "there is none at \(path)", "“tamga import” makes it")
            examineDisk(path, size: 0)
            return
        }
        do {
            let condition = try Store.check(path)
            if condition.isSound {
                add("store", .ok, "\(path), version \(condition.version), \(Self.size(condition.size))")
            } else {
                let first = condition.faults.first?.description ?? ""
                add(
                    "store", .fault, "\(condition.faults.count) faults, the first: \(first)",
                    StoreConditionText.advice(condition).joined(separator: " "))
            }
            if condition.isSound, condition.version < Store.version {
                add(
                    "version", .warning,
                    "the store is of version \(condition.version), this program's is \(Store.version)",
                    "back it up, then run any command that writes, such as “tamga import”: it is brought up to date")
            }
            examineDisk(path, size: condition.size)
            examineClock(path)
        } catch {
            add("store", .fault, "\(error)", "name the right file with --store or TAMGA_STORE, or restore a backup")
            examineDisk(path, size: 0)
        }
        examineMode("store", path)
    }

    private mutating func examineDisk(_ path: String, size: Int64) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[.systemFreeSize] as? UInt64
        else {
            add("disk", .warning, "the free space at \(folder) is not known")
            return
        }
        let text = "\(Self.size(Int64(clamping: free))) free at \(folder)"
        // A backup, a repair or a change of version needs as much again.
        let wanted = max(UInt64(size) * 2, 256 << 20)
        if free < 32 << 20 {
            add("disk", .fault, text, "make room: writes will fail")
        } else if free < wanted {
            add(
                "disk", .warning, text,
                "make room: a repair or a new version of the store needs \(Self.size(Int64(wanted)))")
        } else {
            add("disk", .ok, text)
        }
    }

    private mutating func examineClock(_ path: String) {
        let now = Timestamp.now
        guard let store = try? Store(path: path, access: .readOnly), let newest = (try? store.newestTime()) ?? nil
        else {
            add("clock", .ok, "\(now)")
            return
        }
        let ahead = (newest.microseconds - now.microseconds) / 1_000_000
        if ahead > 300 {
            add(
                "clock", .fault, "it says \(now), and the store has times up to \(newest)",
                "set the clock (timedatectl); if the store's times are wrong, what is pulled by time waits until then")
        } else {
            add("clock", .ok, "\(now), the store's newest time is \(newest)")
        }
    }

    /// Looks at who may read a file that is its owner's alone.
    mutating func examineMode(_ check: String, _ path: String) {
        guard let mode = FileIdentity.permissions(path) else {
            add("\(check) file", .fault, "\(path) is not there", "name the right file")
            return
        }
        let text = "\(path) has mode \(String(mode & 0o777, radix: 8))"
        if mode & 0o077 == 0 {
            add("\(check) file", .ok, text)
        } else {
            add("\(check) file", check == "key" ? .fault : .warning, text, "chmod 600 \(path)")
        }
    }

    // MARK: - The system

    /// Looks at the limit of open files, and at the programs that unpack.
    mutating func examineSystem() {
        let limits = FileManager.default.contents(atPath: "/proc/self/limits").map {
            String(decoding: $0, as: UTF8.self)
        }
        let line = limits?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        if let limit = line?.split(separator: " ").dropFirst(3).first.flatMap({ Int($0) }) {
            if limit < 1_024 {
                add(
                    "open files", .warning, "at most \(limit)",
                    "ulimit -n 4096, or LimitNOFILE= of the systemd unit: streams and the server need a file a source")
            } else {
                add("open files", .ok, "at most \(limit)")
            }
        } else {
            add("open files", .ok, "no limit is known")
        }
        let missing = ["gzip", "zstd", "xz", "bzip2"].filter { OutsideProgram($0) == nil }
        if missing.isEmpty {
            add("programs", .ok, "gzip, zstd, xz and bzip2 unpack logs and feeds")
        } else {
            add(
                "programs", .warning, "\(missing.joined(separator: ", ")) cannot be found",
                "install them, where files packed so are to be read")
        }
    }

    /// Bytes as people say them.
    static func size(_ bytes: Int64) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >= 1 << shift {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
