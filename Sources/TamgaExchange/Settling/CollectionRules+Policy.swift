import TamgaJSON
public import TamgaModel
import TamgaRelease
public import TamgaStore
import TamgaUUID

extension CollectionRules {
    /// The release policy of a community as the rules by which objects go into collections: a reader is a member, a
    /// partner, or anyone, and sees what the policy would release to it whole.
    public init(_ community: Community) {
        let groups = Dictionary(
            community.sharing.groups.map { ($0.name, Set($0.members.map(\.code))) }, uniquingKeysWith: { $0.union($1) })
        self.init(fingerprint: Self.fingerprint(community), groups: groups) { definitions in
            let known = definitions.compactMap { stored in
                (try? JSONValue(stored.original.span)).flatMap { MarkingDefinition($0, in: stored.original.span) }
            }
            let judge = ReaderJudge(community: community, definitions: known)
            return { judge.judge($0) }
        }
    }

    /// A number over all of a community that a decision depends on.
    private static func fingerprint(_ community: Community) -> Int64 {
        var digest = ContentDigest()
        // Judging itself is part of the rules: raise this where it changes.
        digest.update("1".utf8)
        func add(_ text: String) { digest.update("\(text.utf8.count):\(text)".utf8) }
        for member in community.members.sorted(by: { $0.state.code < $1.state.code }) {
            add(member.state.code)
            for identity in member.identities.sorted() { add(identity) }
        }
        add("unmarked \(community.sharing.unmarked.label)")
        for partner in community.sharing.partners.sorted() { add("partner \(partner)") }
        for group in community.sharing.groups.sorted(by: { $0.name < $1.name }) {
            add("group \(group.name)")
            for member in group.members.map(\.code).sorted() { add(member) }
            for marking in group.markings.sorted() { add(marking) }
        }
        return digest.bytes().prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }
}
