import FoundationEssentials
import TamgaMatch

/// The logs that arguments name.
enum LogPaths {
    /// One input, and whether an argument names it or a folder led to it.
    struct Found {
        let input: LogInput
        let isNamed: Bool
    }

    /// Each file as it is; each folder as the regular files below it, in path order, hidden ones left out; `-` is
    /// standard input. What is not there stays in the list, to be refused when it is opened.
    static func expand(_ arguments: [String]) -> [Found] {
        arguments.flatMap { argument -> [Found] in
            if argument == "-" { return [Found(input: .standardInput, isNamed: true)] }
            return files(below: argument).map { Found(input: .file($0), isNamed: $0 == argument) }
        }
    }

    /// A folder's files, or the path itself.
    static func files(below path: String) -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else { return [path] }
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        // A folder that cannot be listed is refused like a file that cannot be read.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [path] }
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> [String] in
            let child = "\(base)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: child)
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory?: return files(below: child)
            case .typeRegular?, .typeSymbolicLink?, nil: return isLinkToFolder(child) ? [] : [child]
            default: return []
            }
        }
    }

    /// The sizes of the files that can be examined, for progress.
    static func totalSize(_ inputs: [LogInput]) -> Int {
        inputs.reduce(0) { sum, input in
            guard case .file(let path) = input,
                let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? UInt64
            else { return sum }
            return sum + Int(size)
        }
    }

    private static func isLinkToFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }
}
