import TamgaModel
import TamgaRelease
import TamgaStore
import TamgaTAXII

/// A collection as one account sees it.
struct ServedCollection {
    let name: CollectionName
    let resource: CollectionResource

    /// What an account may know of: everything and sightings for whoever the community knows, and for a member its own
    /// inbox and the sharing groups that it is in. In the order of ids, which stays.
    static func all(for account: Account, in community: Community) -> [ServedCollection] {
        guard let recipient = Recipient(account.recipient) else { return [] }
        var collections: [ServedCollection] = []
        func add(_ name: CollectionName, _ title: String, _ description: String, canWrite: Bool = false) {
            let resource = CollectionResource(
                name: name.description, title: title, description: description, canRead: true, canWrite: canWrite)
            collections.append(ServedCollection(name: name, resource: resource))
        }
        func addCommon() {
            add(.everything, "Everything", "All that \(recipient) may see.")
            add(.sightings, "Sightings", "Of all that \(recipient) may see, the sightings.")
        }
        switch recipient {
        case .anyone: addCommon()
        case .partner(let name):
            guard community.sharing.partners.contains(name) else { return [] }
            addCommon()
        case .member(let state):
            guard community.members.contains(where: { $0.state == state }) else { return [] }
            addCommon()
            let mayWrite = account.role.mayWrite
            add(.inbox(state), "Inbox of \(state)", "What \(state) has handed in.", canWrite: mayWrite)
            for group in community.sharing.groups where group.members.contains(state) {
                add(
                    .group(group.name), "Sharing group \(group.name)",
                    "What carries a marking of the group: \(group.members.map(\.code).sorted().joined(separator: ", ")).",
                    canWrite: mayWrite)
            }
        }
        return collections.sorted { $0.resource.id < $1.resource.id }
    }
}
