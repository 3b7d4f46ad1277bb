import FoundationEssentials
import GRDB
import TamgaModel

/// Statements picked by one id or one value, as SQL on `indicator`.
struct Selection {
    var sql: String
    var arguments: [(any DatabaseValueConvertible)?]
    /// The object that was picked, if it was one.
    var object: Int64?

    /// The statements on a value.
    init(observable: Observable) {
        sql = "type = ? AND value = ?"
        arguments = [observable.type.rawValue, Data(observable.bytes)]
    }

    /// The statements of an object, or the list lines whose derived id this is; `nil` where there are none.
    ///
    /// Derived ids are not stored, a million of them would be half the file: a lookup derives each one again.
    init?(_ db: Database, id: String) throws {
        if let object = try Int64.fetchOne(db, sql: "SELECT id FROM object WHERE stix_id = ?", arguments: [id]) {
            self.object = object
            sql = "object = ? AND object > 0"
            arguments = [object]
            return
        }
        guard let uuid = Self.uuid(id), uuid[6] >> 4 == 5 else { return nil }
        let rows = try Row.fetchCursor(db, sql: "SELECT type, value, producer FROM indicator WHERE object = 0")
        while let row = try rows.next() {
            guard let type = ObservableType(rawValue: try row[0]) else { continue }
            let value: Data = try row[1]
            let producer: String? = try row[2]
            let derived = Store.derivedUUID(
                producer: producer.flatMap { MemberState($0) },
                observable: Observable(type: type, canonicalBytes: Array(value)))
            guard derived == uuid else { continue }
            sql = "type = ? AND value = ? AND object = 0 AND producer IS ?"
            arguments = [type.rawValue, value, producer]
            return
        }
        return nil
    }

    private static func uuid(_ id: String) -> [UInt8]? {
        guard id.hasPrefix("indicator--") else { return nil }
        let digits = id.utf8.dropFirst("indicator--".utf8.count).filter { $0 != 0x2D }
        guard digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 32, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
