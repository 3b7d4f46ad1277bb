import TamgaUUID

/// UUIDs of version 5 (RFC 9562 §5.5): the same name always gives the same one.
struct DerivedID {
    private let namespace: [UInt8]

    /// STIX 2.1 §2.9: the namespace of cyber-observable objects.
    static let observables = DerivedID(NameUUID.stixObservables)

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
        type + "--" + NameUUID.text(namespace: namespace, name: name)
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
