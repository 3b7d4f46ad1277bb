import Synchronization
import TamgaModel

/// The union as the server knows it now: the community file may change while it runs.
final class ServedUnion: Sendable {
    /// The community and what keeps collections at its policy.
    struct Standing: Sendable {
        let community: Community
        let settling: Settling
        /// Whom each identity speaks for.
        let identities: [String: MemberState]

        init(_ community: Community) {
            self.community = community
            settling = Settling(community)
            identities = community.identities
        }
    }

    private let standing: Mutex<Standing>

    init(_ community: Community) { standing = Mutex(Standing(community)) }

    /// As it is now.
    var now: Standing { standing.withLock { $0 } }

    /// The file has changed.
    func replace(by community: Community) {
        let next = Standing(community)
        standing.withLock { $0 = next }
    }
}
