/// A TLP 2.0 label, ordered from the least to the most restrictive.
///
/// Source: FIRST, Traffic Light Protocol 2.0; object ids from STIX 2.1 §7.2.1.4 (TLP 1) and from
/// the OASIS common object repository (TLP 2.0, extension
/// `60a3c5c5-0d10-413e-aab3-9e08dde9e88d`).
public enum Marking: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// TLP:CLEAR (WHITE in TLP 1): anyone.
    case clear = 1
    /// TLP:GREEN: the community.
    case green = 2
    /// TLP:AMBER: the recipient's organisation and its clients.
    case amber = 3
    /// TLP:AMBER+STRICT: the recipient's organisation.
    case amberStrict = 4
    /// TLP:RED: the named recipients.
    case red = 5

    /// The label as the standard writes it, such as `TLP:AMBER+STRICT`.
    public var label: String {
        switch self {
        case .clear: "TLP:CLEAR"
        case .green: "TLP:GREEN"
        case .amber: "TLP:AMBER"
        case .amberStrict: "TLP:AMBER+STRICT"
        case .red: "TLP:RED"
        }
    }

    /// Reads a label with or without the `TLP:` prefix, in any case; `WHITE` is CLEAR.
    public init?(label: some StringProtocol) {
        var text = label.uppercased()
        if text.hasPrefix("TLP:") { text.removeFirst(4) }
        switch text {
        case "CLEAR", "WHITE": self = .clear
        case "GREEN": self = .green
        case "AMBER": self = .amber
        case "AMBER+STRICT", "AMBER-STRICT": self = .amberStrict
        case "RED": self = .red
        default: return nil
        }
    }

    /// The most definitions that are kept under one id. Where so many contradict each other, nobody can tell which is meant.
    public static let maximumDefinitions = 16

    /// The level that a marking-definition id stands for, in either TLP family; `nil` for any other id.
    public init?(definitionID: String) {
        guard let level = Self.levels[definitionID] else { return nil }
        self = level
    }

    /// The TLP 2.0 marking-definition id.
    public var definitionID: String {
        switch self {
        case .clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
        case .green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
        case .amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
        case .amberStrict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
        case .red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
        }
    }

    private static let levels: [String: Marking] = {
        var levels = Dictionary(uniqueKeysWithValues: allCases.map { ($0.definitionID, $0) })
        levels["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"] = .clear
        levels["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"] = .green
        levels["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"] = .amber
        levels["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"] = .red
        return levels
    }()

    /// Less restrictive first.
    public static func < (left: Marking, right: Marking) -> Bool { left.rawValue < right.rawValue }
}
