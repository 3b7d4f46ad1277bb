public import TamgaJSON
public import TamgaModel

/// The extension by which an object or a marking definition names the members that may have it:
///
///     "extensions": {
///       "extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963": {
///         "extension_type": "property-extension",
///         "recipients": ["KZ", "UZ"]
///       }
///     }
public enum RecipientExtension {
    /// The extension's id.
    public static let id = "extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963"

    /// Writes the member `extensions` with this one in it, the codes in alphabetical order.
    public static func write(_ states: Set<MemberState>, to object: inout JSONWriter) {
        object.object("extensions") {
            $0.object(id) {
                $0.member("extension_type", "property-extension")
                $0.member("recipients", states.sorted().map(\.code))
            }
        }
    }

    /// What an object's `extensions` say.
    enum Reading {
        case absent
        case named(Set<MemberState>)
        /// Why it cannot be told whom they name.
        case malformed(String)
    }

    /// True for a member of `extensions` that is this one, in whatever case its id is written.
    static func isThis(_ member: JSONMembers.Member, in bytes: Span<UInt8>) -> Bool {
        member.hasKey(id, in: bytes) || member.key.string(in: bytes)?.lowercased() == id
    }

    /// - Parameter extensions: the value of the member `extensions`. Of several of this name each one narrows.
    static func read(_ extensions: JSONValue, in bytes: Span<UInt8>) -> Reading {
        guard extensions.kind == .object || isNothing(extensions, bytes) else {
            return .malformed("“extensions” is no object")
        }
        let noList = Reading.malformed("the list of its recipients is no list of two-letter codes")
        var found = Reading.absent
        var members = extensions.members
        while let member = members.next(in: bytes) {
            guard isThis(member, in: bytes) else { continue }
            var lists = member.value.members
            var isNamed = false
            while let list = lists.next(in: bytes) {
                guard list.hasKey("recipients", in: bytes) else { continue }
                guard let states = states(list.value, bytes) else { return noList }
                isNamed = true
                if case .named(let others) = found {
                    found = .named(others.intersection(states))
                } else {
                    found = .named(states)
                }
            }
            guard isNamed else { return noList }
        }
        return found
    }

    /// What some programs write for no extensions: `null`, and an empty list.
    private static func isNothing(_ value: JSONValue, _ bytes: Span<UInt8>) -> Bool {
        var elements = value.elements
        return value.kind == .null || value.kind == .array && elements.next(in: bytes) == nil
    }

    private static func states(_ list: JSONValue, _ bytes: Span<UInt8>) -> Set<MemberState>? {
        guard list.kind == .array else { return nil }
        var states: Set<MemberState> = []
        var elements = list.elements
        while let element = elements.next(in: bytes) {
            guard let text = element.string(in: bytes), let state = MemberState(text) else { return nil }
            states.insert(state)
        }
        return states
    }
}
