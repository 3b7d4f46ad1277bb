import Crypto
import FoundationEssentials
public import TamgaModel

extension Store {
    /// The STIX id of a statement that came without one: a UUID of version 5 (RFC 9562 §5.5) over the producer's
    /// code, the kind's label and the canonical bytes, so that every Tamga gives the same statement the same id.
    public static func derivedIndicatorID(producer: MemberState?, observable: Observable) -> String {
        "indicator--" + text(derivedUUID(producer: producer, observable: observable))
    }

    /// The 16 bytes of the id.
    static func derivedUUID(producer: MemberState?, observable: Observable) -> [UInt8] {
        var hash = Insecure.SHA1()
        hash.update(data: namespace)
        hash.update(data: Array("\(producer?.code ?? "")|\(observable.type.label)|".utf8))
        hash.update(data: observable.bytes)
        var uuid = Array(hash.finalize().prefix(16))
        uuid[6] = uuid[6] & 0x0F | 0x50
        uuid[8] = uuid[8] & 0x3F | 0x80
        return uuid
    }

    /// `8f1c6d0e-3a57-4b52-9d64-21e07ab5c3f9`: the namespace of all derived indicators.
    private static let namespace: [UInt8] = [
        0x8F, 0x1C, 0x6D, 0x0E, 0x3A, 0x57, 0x4B, 0x52, 0x9D, 0x64, 0x21, 0xE0, 0x7A, 0xB5, 0xC3, 0xF9,
    ]

    private static func text(_ uuid: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in uuid.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(0x2D) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
