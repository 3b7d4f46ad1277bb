public import TamgaModel

/// One time that something went out: who had it, what, when and why.
public struct Release: Hashable, Sendable {
    /// When.
    public var time: Timestamp
    /// To whom: a member's code, a partner's name, or `anyone`.
    public var recipient: String
    /// By which door, such as `export stix`.
    public var door: String
    /// Who let it out: a user of this machine, or the name that was given.
    public var actor: String
    /// Why, in the words of who did; empty where nothing was said.
    public var purpose: String
    /// How many things went out for each reason.
    public var released: [String: Int]
    /// How many things were held back for each reason.
    public var withheld: [String: Int]

    /// A release.
    public init(
        time: Timestamp, recipient: String, door: String, actor: String, purpose: String,
        released: [String: Int], withheld: [String: Int]
    ) {
        self.time = time
        self.recipient = recipient
        self.door = door
        self.actor = actor
        self.purpose = purpose
        self.released = released
        self.withheld = withheld
    }
}

/// A version of an object that went out.
public struct ReleasedItem: Hashable, Sendable {
    /// The STIX id, the object's own or a derived one.
    public var id: String
    /// The version; the epoch for what has none.
    public var modified: Timestamp

    /// A version.
    public init(id: String, modified: Timestamp) {
        self.id = id
        self.modified = modified
    }
}

/// A release as the log has it.
public struct LoggedRelease: Hashable, Sendable {
    /// Its place in the log, from 1.
    public var number: Int64
    /// What went out.
    public var release: Release
    /// How many versions the recipient had for the first time.
    public var itemsNew: Int
    /// SHA-256 over the entry before and this one, in hexadecimal.
    public var digest: String
}

/// What is wrong with the log of releases.
public enum ReleaseLogFault: Hashable, Sendable, CustomStringConvertible {
    /// An entry is missing before this one.
    case missing(before: Int64)
    /// An entry, its items, or one before it, is not what was written.
    case changed(Int64)
    /// There are items of a release that is not in the log.
    case strayItems(Int64)
    /// The log does not end where the store says.
    case cut(last: Int64)

    /// One sentence.
    public var description: String {
        switch self {
        case .missing(let number): "an entry is missing before number \(number)"
        case .changed(let number): "number \(number) is not what was written"
        case .strayItems(let number): "there are items of number \(number), which is not in the log"
        case .cut(let last): "entries are missing behind number \(last)"
        }
    }
}
