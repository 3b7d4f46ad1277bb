import TamgaModel
public import TamgaRelease

/// An nftables script: one table of its own with two sets and the chains that drop by them. Loading it again puts
/// the new table in the old one's place, in one step. It holds addresses and networks.
public struct NftablesForm: ValueForm {
    private let recipient: Recipient
    private var version4: [String] = []
    private var version6: [String] = []

    /// A script.
    public init(_ context: ExportContext) { recipient = context.recipient }

    /// Keeps an address or a network.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        guard !value.observable.isTooWideToBlock else { return nil }
        switch value.observable.type {
        case .ipv4Address, .ipv4Network: version4.append(value.observable.text)
        case .ipv6Address, .ipv6Network: version6.append(value.observable.text)
        default: return nil
        }
        return []
    }

    /// The whole script.
    public mutating func end() -> [UInt8] {
        var text = """
            #!/usr/sbin/nft -f
            # Tamga: for \(recipient)
            table inet tamga
            delete table inet tamga
            table inet tamga {

            """
        text += Self.set("blocked4", "ipv4_addr", version4) + Self.set("blocked6", "ipv6_addr", version6)
        for (chain, directions) in [("input", ["saddr"]), ("forward", ["saddr", "daddr"]), ("output", ["daddr"])] {
            text += "\tchain \(chain) {\n\t\ttype filter hook \(chain) priority filter - 1; policy accept;\n"
            for direction in directions {
                text += "\t\tip \(direction) @blocked4 counter drop\n\t\tip6 \(direction) @blocked6 counter drop\n"
            }
            text += "\t}\n"
        }
        return Array((text + "}\n").utf8)
    }

    private static func set(_ name: String, _ type: String, _ elements: [String]) -> String {
        let lines = elements.map { "\t\t\t\($0)" }.joined(separator: ",\n")
        let list = elements.isEmpty ? "" : "\t\telements = {\n\(lines)\n\t\t}\n"
        return "\tset \(name) {\n\t\ttype \(type)\n\t\tflags interval\n\t\tauto-merge\n\(list)\t}\n"
    }
}
