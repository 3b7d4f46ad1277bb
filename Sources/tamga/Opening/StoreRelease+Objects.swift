import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaRelease
import TamgaStore

extension StoreRelease {
    /// One object that may go.
    struct Outgoing {
        /// Its JSON: as it came, or what a line of a list becomes.
        var bytes: [UInt8]
        /// Which version it is.
        var item: ReleasedItem
        /// Why it may go.
        var reason: ReleaseReason
    }

    /// Takes an object that may go.
    ///
    /// - Returns: false where it stays all the same, as its recipient has it.
    typealias ObjectSink = (inout StixObjectsWriter, StoreView, Outgoing) throws -> Bool

    /// Writes a STIX bundle: objects as they came, lines of lists as indicators.
    mutating func writeBundle(to output: HeldOutput) throws {
        var writer = StixObjectsWriter(community: community)
        try output.write(writer.begin())
        try forEachObject(&writer) { writer, _, outgoing in
            try output.write(writer.framed(outgoing.bytes))
            return true
        }
        try output.write(writer.end())
    }

    /// Hands over every object that may go, lines of lists as indicators, and marking definitions of the union's own
    /// behind what they mark. OASIS' definitions are the writer's.
    mutating func forEachObject(_ writer: inout StixObjectsWriter, _ body: ObjectSink) throws {
        var account = Account()
        let spans = try spans()
        try store.view { view in
            let policy = try self.policy(view)
            var closure = ReleaseClosure()
            // Also what has ended: whatever refers to a secret tells of it, and a withdrawn secret is one.
            try view.forEachObject(matching: ObjectQuery(states: Set(StatementState.allCases))) { stored in
                // What cannot be read any more stays, and so does what refers to it.
                let object =
                    Self.marked(stored)?.object
                    ?? MarkedObject(id: stored.id, type: stored.type, faults: ["it is damaged in the store"])
                closure.add(object, policy.decide(object, for: recipient, through: .object))
            }
            closure.close()
            let admitted = try self.admitted(view)
            var definitions: [String: ReleasedObject] = [:]
            var wanted: [String] = []
            // What its producer has revoked goes out as that: else nobody who was told of it would hear.
            try view.forEachObject(matching: ObjectQuery(states: [.live, .revoked])) { stored in
                guard let (object, confidence) = Self.marked(stored) else {
                    account.unheld["damaged in the store", default: 0] += 1
                    return
                }
                let decision = policy.decide(object, for: recipient, through: .object)
                let released = ReleasedObject(object, bytes: stored.original, decision: decision, closure: closure)
                guard let released else {
                    account.withheld.append(decision.withheldBecause ?? closure.reason(object.id) ?? decision.reason)
                    return
                }
                if stored.type == "marking-definition" {
                    definitions[released.id] = released
                } else if let objection = StixObjectsWriter.objection(to: stored.original) {
                    account.unheld["with \(objection)", default: 0] += 1
                } else if stored.type == "indicator", !stored.isRevoked, isBelow(stored, confidence, among: admitted) {
                    account.belowConfidence += 1
                } else {
                    let item = ReleasedItem(id: stored.id, modified: stored.modified)
                    let bytes = writer.object(released)
                    if try body(&writer, view, Outgoing(bytes: bytes, item: item, reason: decision.reason)) {
                        account.released.append(decision.reason)
                        account.items.append(item)
                        wanted += released.markings
                    }
                }
            }
            // Definitions go with what they mark, and with each other.
            while let id = wanted.popLast() {
                guard let definition = definitions.removeValue(forKey: id) else { continue }
                wanted += definition.markings
                let bytes = writer.object(definition)
                guard !bytes.isEmpty else { continue }
                let item = ReleasedItem(id: id, modified: Timestamp(seconds: 0))
                if try body(&writer, view, Outgoing(bytes: bytes, item: item, reason: .definition)) {
                    account.released.append(.definition)
                    account.items.append(item)
                }
            }
            try forEachLine(view, policy, spans, &writer, body, &account)
        }
        self.account = account
    }

    private func forEachLine(
        _ view: StoreView, _ policy: ReleasePolicy, _ spans: [String: ClosedRange<Timestamp>],
        _ writer: inout StixObjectsWriter, _ body: ObjectSink, _ account: inout Account
    ) throws {
        // Lines of one producer on one value are one indicator; of several the one with the strictest marking speaks.
        var group: [String: (line: ReleasedIndicator, reason: ReleaseReason)] = [:]
        func finishValue(_ writer: inout StixObjectsWriter, _ account: inout Account) throws {
            for (id, entry) in group.sorted(by: { $0.key < $1.key }) {
                let item = ReleasedItem(id: id, modified: Timestamp(seconds: 0))
                let bytes = writer.object(entry.line)
                if try body(&writer, view, Outgoing(bytes: bytes, item: item, reason: entry.reason)) {
                    account.released.append(entry.reason)
                    account.items.append(item)
                }
            }
            group = [:]
        }
        try view.forEachIndicator { statement in
            if statement.objectID != nil { return }
            if let first = group.values.first, first.line.observable != statement.observable {
                try finishValue(&writer, &account)
            }
            let object = MarkedObject(
                id: statement.indicatorID, type: "indicator", sharedBy: statement.producer, label: statement.marking)
            let decision = policy.decide(object, for: recipient, through: .object)
            guard let released = released(statement, spans, decision) else {
                account.withheld.append(decision.reason)
                return
            }
            if isBelow(statement) {
                account.belowConfidence += 1
            } else if group[object.id].map({ $0.line.marking < released.marking }) ?? true {
                group[object.id] = (released, decision.reason)
            }
        }
        try finishValue(&writer, &account)
    }
}
