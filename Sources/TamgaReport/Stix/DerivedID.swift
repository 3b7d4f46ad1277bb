import Crypto

/// UUIDs of version 5 (RFC 9562 §5.5): the same name always gives the same one.
struct DerivedID {
    private let namespace: [UInt8]

    /// STIX 2.1 §2.9: the namespace of cyber-observable objects.
    static let observables = DerivedID([
        0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7,
    ])

    /// `b81d3c74-6e0f-4a95-8c2b-d4417f90ae63`: what reports make that has no id of its own.
    private static let reports = DerivedID([
        0xB8, 0x1D, 0x3C, 0x74, 0x6E, 0x0F, 0x4A, 0x95, 0x8C, 0x2B, 0xD4, 0x41, 0x7F, 0x90, 0xAE, 0x63,
    ])

    private init(_ namespace: [UInt8]) { self.namespace = namespace }

    /// `type--uuid` for an object of a report. The type is part of the name: no UUID stands under two types.
    static func report(_ type: String, _ name: some Sequence<UInt8>) -> String {
        reports.id(type, Array(type.utf8) + [0x20] + Array(name))
    }

    /// `type--uuid`.
    func id(_ type: String, _ name: some Sequence<UInt8>) -> String {
        var uuid = Array(Insecure.SHA1.hash(data: namespace + Array(name)).prefix(16))
        uuid[6] = uuid[6] & 0x0F | 0x50
        uuid[8] = uuid[8] & 0x3F | 0x80
        let digits = Array(uuid.hex)
        let cuts = [0, 8, 12, 16, 20, 32]
        return type + "--" + zip(cuts, cuts.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
    }

    /// True for `type--` and a UUID of any version in lower case.
    static func isID(_ text: String, type: String) -> Bool {
        guard text.hasPrefix(type + "--") else { return false }
        let groups = text.dropFirst(type.count + 2).split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 } }
    }
}

extension Collection<UInt8> {
    /// Two lower-case digits a byte.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
