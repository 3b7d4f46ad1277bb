import ArgumentParser
import TamgaMatch

/// Knowledge from a snapshot, in place of a store, rules and a community file.
struct SnapshotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take indicators, rules and the community from this file, which “tamga snapshot make” has written; no store is read or written.",
            valueName: "file"))
    var snapshot: String?

    /// The snapshot, as a file that nothing may be written to; `nil` where none is named.
    var files: Set<FileIdentity>? { snapshot.map { Set([FileIdentity.output($0)].compactMap(\.self)) } }

    /// What the files that nothing may be written to are called.
    var kept: String { snapshot == nil ? "a file of the store" : "the snapshot" }

    /// Opens the snapshot; `nil` where none is named.
    ///
    /// - Parameter others: options that a snapshot stands in place of, with whether each is given.
    func open(inPlaceOf others: [(option: String, isGiven: Bool)]) throws -> SnapshotFile? {
        guard let snapshot else { return nil }
        if let other = others.first(where: \.isGiven) {
            throw ValidationError(
                "\(other.option) and --snapshot: a snapshot holds what it was made with; give \(other.option) to “tamga snapshot make”."
            )
        }
        return try Self.open(snapshot, checking: .besideIfLarge)
    }

    /// Opens a snapshot; one that is at fault is bad input.
    static func open(_ path: String, checking: IndicatorTable.Checking) throws -> SnapshotFile {
        do throws(SnapshotError) {
            return try SnapshotFile(path: path, checking: checking)
        } catch {
            guard error.isOfFile else { throw error }
            throw FailedInput(description: error.description)
        }
    }
}

extension StoreOptions {
    /// What a snapshot stands in place of.
    var replaced: [(option: String, isGiven: Bool)] { [("--store", store != nil)] }
}

extension CommunityOptions {
    /// What a snapshot stands in place of.
    var replaced: [(option: String, isGiven: Bool)] { [("--community", community != nil)] }
}

extension RuleOptions {
    /// What a snapshot stands in place of.
    var replaced: [(option: String, isGiven: Bool)] {
        [
            ("--rules", !rules.isEmpty), ("--placeholders", placeholders != nil),
            ("--formats", !formatOptions.formats.isEmpty), ("--logsources", formatOptions.logsources != nil),
        ]
    }
}

extension MatchingOptions {
    /// What a snapshot stands in place of.
    var replaced: [(option: String, isGiven: Bool)] {
        [
            ("--public-suffix-list", hitOptions.publicSuffixList != nil),
            ("--min-confidence", qualityOptions.minConfidence != nil),
            ("--assume-confidence", qualityOptions.assumeConfidence != nil), ("--decay", qualityOptions.decay),
        ]
    }
}
