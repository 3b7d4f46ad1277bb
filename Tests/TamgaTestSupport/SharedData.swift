public import Foundation

/// The folder of real logs, indicators and vectors that tests may read: `../shared/data` beside the
/// checkout, or `TAMGA_SHARED_DATA`.
///
/// None of it belongs to the repository; a test that finds it absent says so and is skipped.
public enum SharedData {
    /// The folder, or `nil` where it is absent.
    public static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["TAMGA_SHARED_DATA"]
        let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")
        let folder = environment.map { URL(filePath: $0) } ?? beside
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// True where the folder is there: the condition for `@Test(.enabled(if:))`.
    public static var isPresent: Bool { folder != nil }

    /// A file or folder in it. Traps where the folder is absent: tests ask ``isPresent`` first.
    public static func path(_ relative: String) -> URL { folder!.appending(path: relative) }

    /// Every regular file below a folder of it, in path order.
    public static func files(under relative: String, suffixes: [String] = []) -> [URL] {
        let root = path(relative)
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        else { return [] }
        var files: [URL] = []
        for case let file as URL in walk
        where (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
            if suffixes.isEmpty || suffixes.contains(where: { file.lastPathComponent.hasSuffix($0) }) {
                files.append(file)
            }
        }
        return files.sorted { $0.path < $1.path }
    }
}
