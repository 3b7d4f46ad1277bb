import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel
import TamgaRelease

/// What of some files would go to a recipient.
struct ReleaseReview {
    /// One object of the files, or one line.
    struct Entry {
        var object: MarkedObject
        var name: String?
        var source: String
        /// What would become of the object whole.
        var decision = ReleaseDecision?.none
        /// Why it is held back, what it refers to counted in.
        var withheld: ReleaseReason?
        /// Where its values could go without some of its parts: those.
        var parts: [ReleaseDecision.Part] = []
    }

    let recipient: Recipient
    let sharedBy: MemberState?
    private(set) var entries: [Entry] = []
    private(set) var refusals: [Refusal] = []
    private var definitions: [MarkingDefinition] = []

    init(recipient: Recipient, sharedBy: MemberState?) {
        self.recipient = recipient
        self.sharedBy = sharedBy
    }

    /// How many objects are held back.
    var withheldCount: Int { entries.count { $0.withheld != nil } }

    /// Reads files, as an import does.
    ///
    /// - Returns: true where a file could not be read at all.
    mutating func read(_ inputs: [LogPaths.Found]) throws -> Bool {
        var hasFailed = false
        for found in inputs {
            let input = found.input
            do {
                let bytes = try FeedBytes(input)
                try FeedReader(source: input.name).read({ try bytes.next() }) { take($0, from: input.name) }
                if let reason = try bytes.finish() { refusals.append(Refusal(source: input.name, reason: reason)) }
            } catch {
                refusals.append(Refusal(source: input.name, reason: "\(error)"))
                if found.isNamed || !(error is FailedInput) { hasFailed = true }
            }
        }
        return hasFailed
    }

    private mutating func take(_ item: FeedItem, from source: String) {
        switch item {
        case .refused(let refusal): refusals.append(refusal)
        case .object(let object): take(object.original, name: object.name, source)
        case .retracted: break  // An import takes it only where an earlier version is known, and nothing is known here.
        case .indicator(let indicator):
            if !indicator.original.isEmpty { return take(indicator.original, name: indicator.name, source) }
            let text = indicator.observables.first?.text ?? ""
            let object = MarkedObject(
                id: indicator.id ?? text, type: "indicator", createdBy: indicator.createdBy,
                sharedBy: indicator.createdBy == nil ? sharedBy : nil, label: indicator.marking)
            entries.append(Entry(object: object, name: indicator.name, source: source))
        }
    }

    private mutating func take(_ bytes: [UInt8], name: String?, _ source: String) {
        // The reader has validated it.
        guard let value = try? JSONValue(bytes.span) else { return }
        if let definition = MarkingDefinition(value, in: bytes.span) { definitions.append(definition) }
        let object = MarkedObject(value, in: bytes.span, sharedBy: sharedBy)
        entries.append(Entry(object: object, name: name, source: source))
    }

    /// Decides on everything that was read.
    mutating func decide(_ community: Community) {
        let policy = ReleasePolicy(community: community, definitions: definitions)
        var closure = ReleaseClosure()
        for index in entries.indices {
            let decision = policy.decide(entries[index].object, for: recipient, through: .object)
            entries[index].decision = decision
            closure.add(entries[index].object, decision)
        }
        closure.close()
        for index in entries.indices {
            let object = entries[index].object
            entries[index].withheld = entries[index].decision?.withheldBecause ?? closure.reason(object.id)
            if !object.granular.isEmpty {
                entries[index].parts = policy.decide(object, for: recipient, through: .value).withheldParts
            }
        }
    }
}
