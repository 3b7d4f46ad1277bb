import TamgaJSON

/// What an event, an object or an attribute says of who may have it, beside its tags: the members `distribution`,
/// `SharingGroup` and `sharing_group_id`, each as often as it stands there.
struct MISPTerms {
    /// Every `distribution`; one that is neither a number nor a word stands for itself as an empty text.
    private(set) var distributions: [String] = []
    private var groups: [JSONValue] = []
    private var numbers: [JSONValue] = []

    /// Takes a member in where it is one of the three.
    mutating func add(_ name: String, _ value: JSONValue, in bytes: Span<UInt8>) {
        switch name {
        case "distribution": distributions.append(value.mispText(in: bytes) ?? "")
        case "SharingGroup": groups.append(value)
        case "sharing_group_id": numbers.append(value)
        default: break
        }
    }

    /// The sharing groups that are named. Where one is named and another cannot be read, one that nobody is in is
    /// among them.
    ///
    /// - Parameter organisation: the id of whoever made the event.
    func sharingGroups(of organisation: String, in bytes: Span<UInt8>) -> [MISPSharingGroup] {
        var found: [MISPSharingGroup] = []
        var isUnclear = false
        for group in groups where !group.isMISPNothing(in: bytes) {
            let ids = group.mispTexts("uuid", in: bytes)
            isUnclear = isUnclear || group.kind != .object || ids.isEmpty && groups.count > 1
            for id in ids {
                if let uuid = id.flatMap({ MISPIdentifier.uuid($0) }) {
                    found.append(MISPSharingGroup(uuid: uuid))
                } else {
                    isUnclear = true
                }
            }
        }
        var serial: Set<String> = []
        for number in numbers where !number.isMISPNothing(in: bytes) {
            if let text = number.mispText(in: bytes) { serial.insert(text) } else { isUnclear = true }
        }
        // A number means something only on the server that made it: a UUID beside it says more.
        if found.isEmpty || serial.count > 1 {
            for number in serial.sorted() {
                let uuid = MISPIdentifier.derived("sharing group", organisation, number)
                found.append(MISPSharingGroup(uuid: uuid))
            }
        }
        if isUnclear, !found.isEmpty {
            let uuid = MISPIdentifier.derived("sharing group", organisation, "unclear")
            found.append(MISPSharingGroup(uuid: uuid))
        }
        return found
    }
}
