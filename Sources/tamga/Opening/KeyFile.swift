import FoundationEssentials
import Glibc
import TamgaMatch

/// A file with a key in it, which its owner alone may read.
enum KeyFile {
    /// - Throws: ``UnreadableFile`` where the file is not there, ``FailedInput`` where others may read it.
    static func check(_ path: String) throws {
        guard let mode = FileIdentity.permissions(path) else {
            throw UnreadableFile(name: "the key file \(path)", reason: .io("cannot be opened", errno))
        }
        guard mode & (isHandedOver(path) ? 0o037 : 0o077) == 0 else {
            throw FailedInput(description: "others may read the key file \(path): chmod 600 it")
        }
    }

    /// Whether systemd has handed it over (LoadCredential), in a folder that only the service can enter. It lets the
    /// service's user read it by an access list, whose mask stands where the group's rights do.
    private static func isHandedOver(_ path: String) -> Bool {
        guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
            return false
        }
        return URL(filePath: path).deletingLastPathComponent().standardizedFileURL.path
            == URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.path
    }
}
