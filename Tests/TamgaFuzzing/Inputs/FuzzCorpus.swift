public import Foundation

/// Inputs that are kept: those that once found something, and those that cover a construct. A folder a target.
public struct FuzzCorpus: Sendable {
    let folder: URL

    /// One of them.
    public struct Input: Sendable {
        /// The file's name.
        public let name: String
        /// What is tried.
        public let bytes: [UInt8]
    }

    /// The corpus in a folder.
    public init(folder: URL) { self.folder = folder }

    /// A target's inputs, by name.
    public func inputs(of target: FuzzTarget) -> [Input] {
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: target.name).path)) ?? []
        return files.sorted().compactMap { name in
            let file = folder.appending(path: target.name).appending(path: name)
            return (try? Data(contentsOf: file)).map { Input(name: name, bytes: Array($0)) }
        }
    }
}

extension FuzzTarget {
    /// The target's seeds below folders.
    public func seeds(in folders: [URL]) -> [[UInt8]] { seeds.read(folders, longest: longest) }
}
