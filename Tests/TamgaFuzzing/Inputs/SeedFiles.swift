import Foundation

/// Which files of a folder of real data are seeds, and how they are cut.
struct SeedFiles: Sendable {
    /// How a file becomes seeds.
    enum Cut: Sendable {
        /// Its beginning.
        case whole
        /// Each line.
        case lines
        /// So many lines together.
        case groups(Int)
        /// The strings of this member of JSON Lines.
        case member(String)
    }

    /// Parts of paths of which one must stand in a file's path.
    var paths: [String] = []
    /// Ends of names of which one must be the file's; none asks nothing.
    var suffixes: [String] = []
    var cut = Cut.whole

    /// The most seeds that are kept, evenly over what there is.
    static let most = 600

    /// Seeds from folders, in an order that depends on the files alone.
    func read(_ folders: [URL], longest: Int) -> [[UInt8]] {
        guard !paths.isEmpty else { return [] }
        var seeds: [[UInt8]] = []
        for folder in folders {
            guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
            else { continue }
            var files: [URL] = []
            for case let file as URL in walk where isWanted(file, below: folder) { files.append(file) }
            for file in files.sorted(by: { $0.path < $1.path }) {
                guard let handle = try? FileHandle(forReadingFrom: file),
                    let data = try? handle.read(upToCount: 1 << 18)
                else { continue }
                seeds += pieces(Array(data), longest)
                try? handle.close()
            }
        }
        guard seeds.count > Self.most else { return seeds }
        return (0..<Self.most).map { seeds[$0 * seeds.count / Self.most] }
    }

    private func isWanted(_ file: URL, below folder: URL) -> Bool {
        let path = file.path.dropFirst(folder.path.count)
        guard paths.contains(where: { path.contains($0) }) else { return false }
        guard suffixes.isEmpty || suffixes.contains(where: { path.hasSuffix($0) }) else { return false }
        return (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
    }

    private func pieces(_ bytes: [UInt8], _ longest: Int) -> [[UInt8]] {
        let lines = bytes.split(separator: 0x0A).filter { $0.count <= longest }
        switch cut {
        case .whole: return [Array(bytes.prefix(longest))]
        case .lines: return lines.prefix(200).map { Array($0) }
        case .groups(let count):
            return stride(from: 0, to: min(lines.count, 20 * count), by: count).map { start in
                Array(lines[start..<min(start + count, lines.count)].joined(separator: [0x0A]).prefix(longest))
            }
        case .member(let name):
            return lines.compactMap { line in
                let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                return (object?[name] as? String).map { Array($0.utf8.prefix(longest)) }
            }
        }
    }
}
