public import TamgaModel
import TamgaUUID

extension Store {
    /// The STIX id of a statement that came without one: a UUID of version 5 (RFC 9562 §5.5) over the producer's
    /// code, the kind's label and the canonical bytes, so that every Tamga gives the same statement the same id.
    public static func derivedIndicatorID(producer: MemberState?, observable: Observable) -> String {
        "indicator--" + name(producer, observable).text()
    }

    /// The 16 bytes of the id.
    static func derivedUUID(producer: MemberState?, observable: Observable) -> [UInt8] {
        name(producer, observable).bytes()
    }

    private static func name(_ producer: MemberState?, _ observable: Observable) -> NameUUID {
        var name = NameUUID(namespace: namespace)
        name.update("\(producer?.code ?? "")|\(observable.type.label)|".utf8)
        name.update(observable.bytes)
        return name
    }

    /// `8f1c6d0e-3a57-4b52-9d64-21e07ab5c3f9`: the namespace of all derived indicators.
    private static let namespace: [UInt8] = [
        0x8F, 0x1C, 0x6D, 0x0E, 0x3A, 0x57, 0x4B, 0x52, 0x9D, 0x64, 0x21, 0xE0, 0x7A, 0xB5, 0xC3, 0xF9,
    ]
}

extension LiveStatement {
    /// The STIX id: the object's own, or the one derived from producer and value.
    public var indicatorID: String {
        objectID ?? Store.derivedIndicatorID(producer: producer, observable: observable)
    }
}
