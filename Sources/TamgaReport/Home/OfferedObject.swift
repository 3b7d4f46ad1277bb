import TamgaJSON
public import TamgaModel
import TamgaRelease

/// A STIX object that is offered to members: everything of it but its version.
public struct OfferedObject: Sendable {
    /// `type--uuid`, derived: the same thing has the same id in every run.
    public let id: String
    /// The STIX type.
    public let type: String
    /// The identity that made it; `nil` where it is not to be named.
    public let creator: String?
    /// When what it says was recorded, no more exactly than may be told.
    public let recorded: Timestamp
    /// Who may have it beside what its level says; `nil` names nobody.
    public let recipients: Set<MemberState>?
    let markings: [String]
    /// The TLP levels among its markings.
    var levels: [Marking] { markings.compactMap { Marking(definitionID: $0) } }
    /// The members of its own, each as JSON.
    let properties: [(key: String, json: [UInt8])]

    /// The object's bytes.
    ///
    /// - Parameters:
    ///   - created: when its first version was made.
    ///   - modified: when this one was; not before `created`.
    public func json(created: Timestamp, modified: Timestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("type", type)
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            $0.member("created_by_ref", creator)
            $0.member("created", created.stix)
            $0.member("modified", modified.stix)
            for property in properties { $0.member(property.key, json: property.json) }
            if !markings.isEmpty { $0.member("object_marking_refs", markings) }
            if let recipients { RecipientExtension.write(recipients, to: &$0) }
        }
        return writer.bytes
    }
}

/// Members of an object, in the order in which they are added.
struct OfferedProperties {
    private(set) var all: [(key: String, json: [UInt8])] = []

    mutating func add(_ key: String, _ text: String?) {
        if let text { add(key) { $0.value(text) } }
    }

    mutating func add(_ key: String, _ number: Int) { add(key) { $0.value(number) } }

    mutating func add(_ key: String, _ texts: [String]) {
        if !texts.isEmpty { add(key) { list in list.array { for text in texts { $0.value(text) } } } }
    }

    mutating func add(_ key: String, _ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        write(&writer)
        all.append((key, writer.bytes))
    }
}
