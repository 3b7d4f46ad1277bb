import TamgaJSON

/// The value of one named field of a record, read straight from its bytes.
public enum RecordField {
    /// The value of a field of a JSON line, or of `key=value` text, or `nil` where it has none.
    ///
    /// In JSON the name is a key of the outermost object, dots and all, or a dotted path into nested
    /// objects. Strings are unescaped; numbers, `true`, `false` and `null` come as they are written;
    /// an object or an array is no value, and a record that begins as JSON and is none has no values. In text, the
    /// key begins the record or follows a blank, `,`,
    /// `;`, `|` or `{`, and the value stands in quotes or ends at a blank, `,` or `;`. Names are
    /// compared byte by byte; the first of equal names counts.
    public static func value(of name: String, in record: Span<UInt8>) -> [UInt8]? {
        let name = Array(name.utf8)
        guard !name.isEmpty else { return nil }
        var index = 0
        while index < record.count, isBlank(record[index]) { index += 1 }
        guard index < record.count, record[index] == 0x7B else { return pair(name, in: record) }
        return (try? JSONValue(record)).flatMap { member(name[...], of: $0, in: record) }
    }

    /// The value of a member; a key that is the name's beginning up to a dot leads into the object it holds.
    private static func member(
        _ name: ArraySlice<UInt8>, of object: JSONValue, in record: Span<UInt8>
    ) -> [UInt8]? {
        var name = name
        var object = object
        while true {
            var next: (object: JSONValue, rest: ArraySlice<UInt8>)?
            var members = object.members
            while let member = members.next(in: record) {
                guard let key = member.key.utf8(in: record) else { continue }
                if name.elementsEqual(key) { return scalar(member.value, in: record) }
                if next == nil, member.value.kind == .object, name.count > key.count, name.starts(with: key),
                    name[name.startIndex + key.count] == 0x2E
                {
                    next = (member.value, name.dropFirst(key.count + 1))
                }
            }
            guard let next else { return nil }
            (object, name) = next
        }
    }

    private static func scalar(_ value: JSONValue, in record: Span<UInt8>) -> [UInt8]? {
        switch value.kind {
        case .string: value.utf8(in: record)
        case .object, .array: nil
        case .number, .true, .false, .null: record.bytes(value.range)
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    private static func pair(_ name: [UInt8], in record: Span<UInt8>) -> [UInt8]? {
        var index = 0
        while index + name.count < record.count {
            defer { index += 1 }
            guard record[index] == name[0], record[index + name.count] == 0x3D else { continue }
            if index > 0 {
                let before = record[index - 1]
                guard isBlank(before) || [0x2C, 0x3B, 0x7C, 0x7B].contains(before) else { continue }
            }
            var offset = 1
            while offset < name.count, record[index + offset] == name[offset] { offset += 1 }
            guard offset == name.count else { continue }
            return value(at: index + name.count + 1, in: record)
        }
        return nil
    }

    private static func value(at start: Int, in record: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = start
        guard index < record.count else { return [] }
        let quote = record[index]
        guard quote == 0x22 || quote == 0x27 else {
            while index < record.count, !isBlank(record[index]), record[index] != 0x2C, record[index] != 0x3B {
                bytes.append(record[index])
                index += 1
            }
            return bytes
        }
        index += 1
        while index < record.count, record[index] != quote {
            if record[index] == 0x5C, index + 1 < record.count, record[index + 1] == quote || record[index + 1] == 0x5C
            {
                index += 1
            }
            bytes.append(record[index])
            index += 1
        }
        return bytes
    }
}
