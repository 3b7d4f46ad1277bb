import FoundationEssentials
import TamgaMatch
import TamgaModel
import TamgaStore

/// The table that a run matches against: from the snapshot beside the store where that is current, else compiled
/// from the store and kept as the new snapshot.
enum CompiledTable {
    /// The public suffix list that Debian's `publicsuffix` package installs.
    static let systemSuffixes = "/usr/share/publicsuffix/public_suffix_list.dat"

    /// A table, and the store's revision that it stands for.
    struct Opened {
        let table: IndicatorTable
        let revision: Int64
        /// Why no snapshot could be written: the run goes on without.
        let warning: String?
        /// Statements that are not in it, as they have too little confidence.
        var belowConfidence = 0
        /// The file beside the store that the table is mapped from; `nil` where it was compiled.
        var file: String?

        /// Waits until a table whose check was put off has been held against its checksum; a damaged file is taken away, so that
        /// the next run makes it anew.
        func verify() throws {
            guard let file, let verification = table.verification, !verification.isSound else { return }
            try? FileManager.default.removeItem(atPath: file)
            throw FailedInput(
                description:
                    "\(file) was damaged and has been removed: run the command again, which makes it anew from the store; "
                    + "hits that have been written are not to be relied on")
        }
    }

    /// Opens the table.
    ///
    /// - Parameters:
    ///   - store: without one, the table is empty.
    ///   - newSince: only statements that came after this revision; such a table is not kept.
    ///   - quality: what is too little confidence; a table without it is not kept.
    ///   - suffixFile: a public suffix list; else the system's, else the built-in rule.
    ///   - checking: when what lies beside the store is held against its checksum; whoever puts that off calls
    ///     ``Opened/verify()``.
    static func open(
        _ store: Store?, newSince: Int64?, suffixFile: String?, quality: Quality? = nil,
        checking: IndicatorTable.Checking = .first
    ) throws -> Opened {
        let path = suffixFile ?? (FileManager.default.fileExists(atPath: systemSuffixes) ? systemSuffixes : nil)
        let suffixBytes = try path.map { try WholeFile.read($0, limit: 64 << 20) } ?? []
        guard let store else {
            return Opened(table: IndicatorTableBuilder { _ in false }.build(key: 0), revision: 0, warning: nil)
        }
        let snapshot = store.path + ".snapshot"
        let revision = try store.revision()
        let isFiltered = quality?.minimum != nil
        if newSince == nil, !isFiltered,
            let table = IndicatorTable(snapshot: snapshot, key: key(revision, suffixBytes), checking: checking)
        {
            return Opened(table: table, revision: revision, warning: nil, file: snapshot)
        }
        let suffixes: PublicSuffixes =
            path == nil ? .builtIn : PublicSuffixes(parsing: String(decoding: suffixBytes, as: UTF8.self))
        var builder = IndicatorTableBuilder { suffixes.isSuffix($0) }
        var below = 0
        let compiled = try store.forEachLiveStatement(newSince: newSince, withTimes: isFiltered) { statement in
            if let quality, isFiltered, !quality.admits(quality.assess(statement)) {
                below += 1
            } else {
                builder.add(statement)
            }
        }
        let table = builder.build(key: key(compiled, suffixBytes))
        guard newSince == nil, !isFiltered else {
            return Opened(table: table, revision: compiled, warning: nil, belowConfidence: below)
        }
        do {
            try table.writeSnapshot(to: snapshot)
            return Opened(table: table, revision: compiled, warning: nil)
        } catch {
            return Opened(table: table, revision: compiled, warning: "no compiled table is kept: cannot write \(error)")
        }
    }

    /// What a snapshot was made from: the store's revision, and the suffix list by its bytes.
    private static func key(_ revision: Int64, _ suffixes: [UInt8]) -> UInt64 {
        RecordFingerprint(suffixes, salt: Int(revision)).hash
    }
}
