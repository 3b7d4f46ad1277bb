/// The fields of one record: names, and values as places in the record or in text that had to be decoded. Made once
/// a worker and filled anew for each record.
public struct RecordFields: Sendable {
    /// What a value is.
    public enum Kind: UInt8, Hashable, Sendable {
        case string
        case number
        case bool
        case null
        /// An object or array, as its text; its members are fields of their own.
        case nested
    }

    /// One field. A name may stand there more than once: the members of an array.
    public struct Field: Hashable, Sendable {
        /// The name; in nested records the path, dots between keys, array positions left out.
        public var name: String
        /// The name's index in ``LogFormatSet/names``; -1 for a name that stands in the record or in a header.
        public var nameID: Int
        /// Where the value stands.
        public var value: Range<Int>
        /// True where ``value`` is a place in ``decoded``, not in the record.
        public var isDecoded: Bool
        /// What the value is.
        public var kind: Kind

        /// A field.
        public init(name: String, nameID: Int = -1, value: Range<Int>, isDecoded: Bool = false, kind: Kind = .string) {
            self.name = name
            self.nameID = nameID
            self.value = value
            self.isDecoded = isDecoded
            self.kind = kind
        }
    }

    /// In the order in which they stand, outer formats first.
    public var fields: [Field] = []
    /// Values that do not stand in the record as they are: unescaped, joined, constant.
    public var decoded: [UInt8] = []
    /// The formats that read the record, the outermost first, such as `syslog`, `sshd`; empty where none did.
    public var formats: [String] = []
    /// The record does not have the form that its log has.
    public var isMalformed = false

    /// Where the format says that the record's time stands.
    struct Time: Sendable {
        var value: Range<Int>
        var isDecoded: Bool
        /// The text format; `nil` for the usual forms.
        var format: Int?
    }

    /// The innermost format's word counts.
    var time: Time?

    /// No fields.
    public init() {}

    /// Forgets the last record; the room is kept.
    public mutating func removeAll() {
        fields.removeAll(keepingCapacity: true)
        decoded.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        isMalformed = false
        time = nil
    }

    /// A field's value as bytes of its own.
    public func bytes(_ field: Field, in record: Span<UInt8>) -> [UInt8] {
        if field.isDecoded { return Array(decoded[field.value]) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.value.count)
        for index in field.value { bytes.append(record[index]) }
        return bytes
    }

    /// The first value of a name as text; bytes that are not UTF-8 are replaced.
    public func text(_ name: String, in record: Span<UInt8>) -> String? {
        fields.first { $0.name == name }.map { String(decoding: bytes($0, in: record), as: UTF8.self) }
    }
}
