import FoundationEssentials
import Glibc

/// A file that gets its name once it is whole: whoever reads it finds the old one or the new one, never half of one.
enum WholeOutput {
    /// Writes a file under another name in its folder, and renames it. Links are followed, permissions kept.
    ///
    /// Standard output, a pipe or a device, and a file in a folder where none may be made are written as they stand.
    ///
    /// - Parameter isLasting: the file is on the disk when this returns.
    static func write(
        _ bytes: [UInt8], to path: String, isLasting: Bool = true, permissions: mode_t = 0o640
    ) throws {
        try write(to: path, isLasting: isLasting, permissions: permissions) { try $0.write(bytes) }
    }

    /// The same of what a closure writes.
    ///
    /// - Parameter isShared: others may write the same file at the same time, also on other machines: what the last of them
    ///   has written stays, whole.
    static func write(
        to path: String, isLasting: Bool = true, permissions: mode_t = 0o640, isShared: Bool = false,
        _ body: (Output) throws -> Void
    ) throws {
        try ReadFiles.check(path)
        guard path != "-", !path.hasPrefix("/dev/"), let file = FileIdentity.output(path) else {
            return try fill(Output(path), isLasting, body)
        }
        var target = URL(filePath: path).resolvingSymlinksInPath().path
        if case .absent(let folder, let name) = file { target = folder + "/" + name }
        var temporary = "\(target).tamga-\(getpid())"
        if isShared { temporary += "-\(UInt64.random(in: .min ... .max))" }
        // A run that was killed, and had the same number, can have left one.
        // Safe: the path ends with NUL and lives until the call returns.
        _ = unsafe unlink(temporary)
        let output: Output
        do {
            output = try Output(temporary, .creating, permissions: permissions)
        } catch let error as OutputError {
            guard [EACCES, EPERM, EROFS].contains(error.code) else { throw OutputError(name: path, code: error.code) }
            return try fill(Output(path), isLasting, body)
        }
        do {
            if let permissions = FileIdentity.permissions(target) {
                try output.check(output.descriptor.allow(permissions))
            }
            try fill(output, isLasting, body)
            // Safe: both paths end with NUL and live until the call returns.
            guard unsafe rename(temporary, target) == 0 else { throw OutputError(name: path, code: errno) }
            if isLasting { synchronizeFolder(of: target) }
        } catch {
            // Safe: the path ends with NUL and lives until the call returns.
            _ = unsafe unlink(temporary)
            throw (error as? OutputError).map { OutputError(name: path, code: $0.code) } ?? error
        }
    }

    /// Gives a file another name in the same folder, in the place of what has it.
    static func settle(_ path: String, as target: String) throws {
        // Safe: both paths end with NUL and live until the call returns.
        guard unsafe rename(path, target) == 0 else { throw OutputError(name: target, code: errno) }
        synchronizeFolder(of: target)
    }

    /// Sees a file's name on the disk, too, where the system can do that; what was written is there in either case.
    private static func synchronizeFolder(of path: String) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        // Safe: the path ends with NUL and lives until the call returns.
        let number = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { return }
        _ = Descriptor(number: number).synchronize()
        close(number)
    }

    private static func fill(_ output: Output, _ isLasting: Bool, _ body: (Output) throws -> Void) throws {
        try body(output)
        if isLasting { try output.finish() }
    }
}
