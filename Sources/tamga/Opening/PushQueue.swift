import FoundationEssentials
import TamgaExchange
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaRelease
import TamgaStore

/// The objects that are to be pushed, kept in a file beside the store until they go.
struct PushQueue: Sendable {
    private var lengths: [Int] = []
    private(set) var items: [ReleasedItem] = []
    private(set) var reasons: [ReleaseReason] = []
    private let held: Data
    /// Objects that the recipient has had.
    private(set) var known = 0
    /// What was held back, by reason.
    private(set) var withheld: [ReleaseReason] = []
    /// What STIX 2.1 cannot hold, by kind.
    private(set) var unheld: [String: Int] = [:]

    /// How many objects there are.
    var count: Int { items.count }

    /// What of a store its recipient may have, and has not had.
    init(_ store: Store, _ community: Community, for recipient: Recipient, all: Bool, outstanding: Set<ReleasedItem>)
        throws
    {
        let output = try HeldOutput(beside: store)
        var release = StoreRelease(
            store: store, community: community, context: ExportContext(recipient: recipient, time: .now),
            choice: .init(suppressions: SuppressionList([])))
        var writer = StixObjectsWriter(community: community)
        var lengths: [Int] = []
        var items: [ReleasedItem] = []
        var reasons: [ReleaseReason] = []
        var known = 0
        func add(_ outgoing: StoreRelease.Outgoing) throws {
            try output.write(outgoing.bytes)
            lengths.append(outgoing.bytes.count)
            items.append(outgoing.item)
            reasons.append(outgoing.reason)
        }
        try release.forEachObject(&writer) { _, view, outgoing in
            if !all, !outstanding.contains(outgoing.item), try view.hasHad(outgoing.item, recipient.description) {
                known += 1
                return false
            }
            try add(outgoing)
            return true
        }
        if !items.isEmpty {
            let definitions = writer.definitions
            try store.view { view in
                for definition in definitions {
                    let item = ReleasedItem(id: definition.id, modified: Timestamp(seconds: 0))
                    if !all, try view.hasHad(item, recipient.description) { continue }
                    try add(.init(bytes: definition.object, item: item, reason: .definition))
                }
            }
        }
        (self.lengths, self.items, self.reasons, self.known) = (lengths, items, reasons, known)
        withheld = release.account.withheld
        unheld = release.account.unheld
        held = try output.contents()
    }

    /// Objects of files.
    init(_ objects: [StoreRelease.Outgoing], withheld: [ReleaseReason]) {
        var bytes: [UInt8] = []
        for outgoing in objects {
            bytes += outgoing.bytes
            lengths.append(outgoing.bytes.count)
            items.append(outgoing.item)
            reasons.append(outgoing.reason)
        }
        held = Data(bytes)
        self.withheld = withheld
    }

    /// Some of the objects, and what they are.
    struct Chunk {
        var objects: [[UInt8]]
        var items: ArraySlice<ReleasedItem>
        var reasons: ArraySlice<ReleaseReason>
    }

    /// Hands over the objects in their order, some at a time: at most 1,000, and about 8 MiB.
    func forEachChunk(_ body: (Chunk) async throws -> Void) async throws {
        var start = 0
        var offset = 0
        while start < count {
            var objects: [[UInt8]] = []
            var size = 0
            var end = start
            while end < count, objects.count < CollectionPush.maximumObjects,
                size == 0 || size + lengths[end] <= 8 << 20
            {
                objects.append(Array(held[offset..<offset + lengths[end]]))
                offset += lengths[end]
                size += lengths[end]
                end += 1
            }
            try await body(Chunk(objects: objects, items: items[start..<end], reasons: reasons[start..<end]))
            start = end
        }
    }
}
