public import TamgaModel

/// The answers of an exercise: where what was planted stands, and what should find it.
public struct Answers: Sendable {
    /// An act of the intrusion.
    public struct Step: Sendable {
        /// Such as `UZ-3`.
        public let id: String
        /// What was done.
        public let title: String
        /// The technique's id in ATT&CK.
        public let technique: String
    }

    /// A planted record, or a decoy.
    struct Record: Sendable {
        /// The step's place in ``steps``; `nil` for a decoy.
        let step: Int?
        let why: String?
        let time: Timestamp
        /// Values of indicators and ids of rules, as ``FoundBy`` has them.
        let expected: [FoundBy]
    }

    /// The scenario's name.
    public internal(set) var scenario = ""
    /// The acts, in the order of the walkthrough.
    public internal(set) var steps: [Step] = []
    /// Rules that should match, by id, with their titles.
    public internal(set) var rules: [String: String] = [:]
    /// Correlations that should hold at least once, by id.
    public internal(set) var correlations: [String] = []
    /// Lines that could not be read.
    public internal(set) var refusals: [Refusal] = []
    var records: [Record] = []
    /// Each log's records by their lines; logs by the last two parts of their paths.
    var places: [String: [Int: Int]] = [:]
    /// The logs by their last part alone, where that names one log only.
    var names: [String: String?] = [:]

    /// How many planted records there are, decoys not among them.
    public var recordCount: Int { records.count { $0.step != nil } }

    /// No answers.
    public init() {}

    /// The record at a place; `nil` where none was planted.
    ///
    /// - Parameter source: the log as whoever correlated it named it: its end is compared.
    func record(_ source: String, line: Int) -> Int? {
        guard let key = key(source) else { return nil }
        return places[key]?[line]
    }

    /// True where the exercise has a log of this name.
    func has(_ source: String) -> Bool { key(source) != nil }

    private func key(_ source: String) -> String? {
        let parts = source.split(separator: "/")
        guard let last = parts.last else { return nil }
        let key = parts.suffix(2).joined(separator: "/")
        if places[key] != nil { return key }
        // Named from inside the member's folder.
        return parts.count == 1 || parts.dropLast().last == "." ? names[String(last)] ?? nil : nil
    }
}
