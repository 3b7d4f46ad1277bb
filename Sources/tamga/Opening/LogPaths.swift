import FoundationEssentials
import TamgaMatch
import TamgaModel

/// The logs that arguments name.
enum LogPaths {
    /// One input, and whether an argument names it or a folder led to it.
    struct Found {
        let input: LogInput
        fileprivate(set) var isNamed: Bool
    }

    /// Each file as it is; each folder as the regular files below it, in path order, hidden ones left out; `-` is
    /// standard input. What is not there stays in the list, to be refused when it is opened.
    ///
    /// A file comes once, whatever names lead to it: what it holds happened once. The first name stands, and the others
    /// are told on standard error unless `quiet` says no; so are hidden names that a folder has.
    static func expand(_ arguments: [String], quiet: Bool = false) -> [Found] {
        var all: [Found] = []
        var places: [FileIdentity: Int] = [:]
        var hidden: [String] = []
        for argument in arguments {
            if argument == "-" {
                all.append(Found(input: .standardInput, isNamed: true))
                continue
            }
            for path in files(below: argument, &hidden) {
                let isNamed = path == argument
                guard let file = FileIdentity.input(path), case .file = file else {
                    all.append(Found(input: .file(path), isNamed: isNamed))
                    continue
                }
                if let place = places[file] {
                    all[place].isNamed = all[place].isNamed || isNamed
                    if !quiet {
                        let first = ActiveText.shown(all[place].input.name)
                        StandardError.line("left out: \(ActiveText.shown(path)) is \(first), which is read once")
                    }
                    continue
                }
                places[file] = all.count
                all.append(Found(input: .file(path), isNamed: isNamed))
            }
        }
        if !quiet, let first = hidden.first {
            let names = hidden.count == 1 ? "a hidden name" : "\(hidden.count) hidden names"
            StandardError.line("left out: \(names), \(ActiveText.shown(first)) the first: name them to have them read")
        }
        return all
    }

    /// A folder's files, or the path itself.
    static func files(below path: String) -> [String] {
        var hidden: [String] = []
        return files(below: path, &hidden)
    }

    /// - Parameter hidden: takes the names that begin with a dot, below which nothing is looked for.
    private static func files(below path: String, _ hidden: inout [String]) -> [String] {
        guard FileFacts(path)?.isFolder == true else { return [path] }
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        // A folder that cannot be listed is refused like a file that cannot be read.
        guard let names = Folder.names(path) else { return [path] }
        var found: [String] = []
        for name in names {
            let child = "\(base)/\(name)"
            if name.hasPrefix(".") {
                hidden.append(child)
                continue
            }
            guard let facts = FileFacts(child, throughLinks: false) else {
                found.append(child)
                continue
            }
            if facts.isFolder {
                found += files(below: child, &hidden)
                continue
            }
            // A link is a log where it leads to one; one that leads nowhere is refused when it is opened.
            let isLog = facts.isRegular || facts.isLink && FileFacts(child)?.isRegular != false && !isOfSystem(child)
            if isLog { found.append(child) }
        }
        return found
    }

    /// True for a link to what the system shows as a file and is none: some are waited for without end.
    private static func isOfSystem(_ link: String) -> Bool {
        let target = URL(filePath: link).resolvingSymlinksInPath().path
        return target.hasPrefix("/proc/") || target.hasPrefix("/sys/")
    }

    /// The sizes of the files that can be examined, for progress.
    static func totalSize(_ inputs: [LogInput]) -> Int {
        inputs.reduce(0) { sum, input in
            guard case .file(let path) = input, let size = FileFacts(path)?.size else { return sum }
            return sum + size
        }
    }
}
