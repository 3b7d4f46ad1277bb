import ArgumentParser

/// The files that a run writes, each with the option that names it: no two are one file, and none is a file that must stay.
struct WrittenFiles {
    private let kept: Set<FileIdentity>
    private let keptName: String
    /// The options by the files that they lead to.
    private(set) var options: [FileIdentity: String] = [:]

    /// - Parameters:
    ///   - kept: the files that nothing may be written to: the store's, or a snapshot.
    ///   - name: what one of them is called.
    init(sparing kept: Set<FileIdentity>, called name: String = "a file of the store") {
        self.kept = kept
        keptName = name
    }

    /// Adds what an option names; `-` is standard output. What is no regular file is written by anybody.
    ///
    /// - Throws: `ValidationError` where the file is to stay, or another option names it, too.
    mutating func add(_ option: String, _ path: String) throws {
        guard let file = FileIdentity.output(path) else { return }
        if kept.contains(file) { throw ValidationError("\(option) \(path) is \(keptName).") }
        if let other = options.updateValue(option, forKey: file) {
            throw ValidationError("\(other) and \(option) name the same file, \(path).")
        }
    }
}
