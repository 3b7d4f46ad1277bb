import FoundationEssentials
import GRDB
import TamgaModel

/// An ``IndicatorQuery`` as SQL.
struct IndicatorFilter {
    private(set) var conditions: [String] = []
    private(set) var arguments: [(any DatabaseValueConvertible)?] = []

    init(_ query: IndicatorQuery) {
        if !query.includesRevoked { conditions.append("state = 0") }
        if let observable = query.observable {
            add("type = ? AND value = ?", observable.type.rawValue, Data(observable.bytes))
        }
        if !query.types.isEmpty { conditions.append("type IN (\(Self.list(query.types)))") }
        switch query.producer {
        case nil: break
        case .state(let state): add("producer = ?", state.code)
        case .unattributed: conditions.append("producer IS NULL")
        }
        if let source = query.source { add("source IN (SELECT id FROM source WHERE name = ?)", source) }
        if let revision = query.newSince { add("revision > ?", revision) }
        if let text = query.text, !text.isEmpty { search(text) }
    }

    /// The condition; true where there is none.
    var sql: String { conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ") }

    private mutating func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
        conditions.append(condition)
        arguments += values
    }

    private mutating func search(_ text: String) {
        if text.hasPrefix("indicator--") {
            add("object IN (SELECT id FROM object WHERE stix_id = ?)", text)
            return
        }
        let like = "%" + text.map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "%"
        var ways = [
            "name LIKE ? ESCAPE '\\'", "labels LIKE ? ESCAPE '\\'",
            "type IN (\(Self.list(Self.textual))) AND (instr(value, ?) OR instr(value, ?))",
        ]
        arguments += [like, like, Data(text.utf8), Data(text.lowercased().utf8)] as [any DatabaseValueConvertible]
        if let octets = Self.octets(text) {
            ways.append("type = \(ObservableType.ipv4Address.rawValue) AND substr(value, 1, \(octets.count)) = ?")
            arguments.append(Data(octets))
        }
        if text.utf8.count <= 128, text.utf8.allSatisfy({ Self.isHexadecimal($0) }) {
            let bytes = (text.utf8.count + 1) / 2
            ways.append("type IN (\(Self.list(Self.digests))) AND hex(substr(value, 1, \(bytes))) LIKE ?")
            arguments.append(text + "%")
        }
        conditions.append("(" + ways.map { "(\($0))" }.joined(separator: " OR ") + ")")
    }

    /// The first octets of a dotted address, one to four of them, with or without a dot at the end.
    private static func octets(_ text: String) -> [UInt8]? {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.last == "" { parts.removeLast() }
        guard 1...4 ~= parts.count else { return nil }
        let octets = parts.compactMap { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? UInt8($0) : nil }
        return octets.count == parts.count ? octets : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x61...0x66 ~= byte | 0x20
    }

    private static func list(_ types: [ObservableType]) -> String {
        types.map { "\($0.rawValue)" }.joined(separator: ", ")
    }

    private static let textual: [ObservableType] = [
        .domainName, .url, .emailAddress, .fileName, .filePath, .registryKey, .mutex, .userAgent, .ja4, .userAccount,
        .cryptocurrencyAddress,
    ]

    private static let digests: [ObservableType] = [
        .md5, .sha1, .sha224, .sha256, .sha384, .sha512, .ja3, .ja3s, .x509Serial, .x509Fingerprint, .macAddress,
    ]
}
