extension RecordParser {
    private static let cefHeader = [
        "cefVersion", "deviceVendor", "deviceProduct", "deviceVersion", "deviceEventClassId", "name", "severity",
    ]
    private static let leefHeader = ["leefVersion", "deviceVendor", "deviceProduct", "deviceVersion", "eventId"]

    /// ArcSight's Common Event Format: `CEF:0|vendor|product|version|class|name|severity|key=value …`.
    mutating func parseCEF(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) -> Bool {
        let mark = text.has("CEF:", at: range.lowerBound) ? 4 : 0
        let start = JSONSketch.afterBlanks(text, range.lowerBound + mark)
        guard start < range.upperBound, let (parts, rest) = bars(text, start..<range.upperBound, Self.cefHeader.count)
        else { return false }
        fields.formats.append("cef")
        for (name, part) in zip(Self.cefHeader, parts) {
            addUnescaped(name, set.id(of: name), text, part, place, into: &fields)
        }
        let first = fields.fields.count
        addExtension(text, rest, place, into: &fields)
        addLabelled(text, first, place, into: &fields)
        return true
    }

    /// Parts of a header that end at bars; a backslash takes a bar its meaning.
    private func bars(_ text: Span<UInt8>, _ range: Range<Int>, _ count: Int) -> (
        parts: [Range<Int>], rest: Range<Int>
    )? {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound, parts.count < count {
            if text[index] == 0x5C {
                index += 1
            } else if text[index] == 0x7C {
                parts.append(start..<index)
                start = index + 1
            }
            index += 1
        }
        // The last part may end with the record.
        if parts.count == count - 1, start < range.upperBound {
            parts.append(start..<range.upperBound)
            start = range.upperBound
        }
        return parts.count == count ? (parts, start..<range.upperBound) : nil
    }

    /// `key=value` pairs whose values have blanks: a value ends where ` key=` follows.
    private mutating func addExtension(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) {
        var key: Range<Int>?
        var value = range.lowerBound
        var wordStart = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            switch text[index] {
            case 0x5C: index += 1
            case 0x20, 0x09: wordStart = index + 1
            case 0x3D where wordStart < index && isExtensionKey(text, wordStart..<index):
                if let key { addExtension(text, key, value..<wordStart, place, into: &fields) }
                key = wordStart..<index
                value = index + 1
                wordStart = range.upperBound
            default: break
            }
            index += 1
        }
        if let key { addExtension(text, key, value..<range.upperBound, place, into: &fields) }
    }

    private func isExtensionKey(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            let byte = text[index]
            guard byte.isDigit || byte.isLetter || [0x5F, 0x2E, 0x2D, 0x5B, 0x5D, 0x3A].contains(byte) else {
                return false
            }
        }
        return true
    }

    private mutating func addExtension(
        _ text: Span<UInt8>, _ key: Range<Int>, _ value: Range<Int>, _ place: TextPlace,
        into fields: inout RecordFields
    ) {
        var end = max(value.lowerBound, value.upperBound)
        while end > value.lowerBound, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        let value = value.lowerBound..<end
        let (name, nameID) = names.name(names.path(NameTable.root, text, key))
        if text.index(of: 0x5C, in: value) < value.upperBound {
            let start = fields.decoded.count
            unescapeCEF(text, value, into: &fields.decoded)
            fields.addDecoded(name, nameID, from: start)
        } else {
            fields.add(name, nameID, value, place)
        }
        if name == "rt" || name.hasSuffix("utcTime") { note(time: value, place, &fields) }
        if let alias = BuiltInNames.cef[name], !value.isEmpty { fields.addAlias(alias, set.id(of: alias)) }
    }

    func note(time value: Range<Int>, _ place: TextPlace, _ fields: inout RecordFields) {
        fields.time = RecordFields.Time(
            value: value.lowerBound + place.offset..<value.upperBound + place.offset, isDecoded: place.isDecoded)
    }

    private func unescapeCEF(_ text: Span<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] == 0x5C, index + 1 < range.upperBound {
                switch text[index + 1] {
                case 0x6E: bytes.append(0x0A)
                case 0x72: bytes.append(0x0D)
                case 0x3D, 0x7C, 0x5C: bytes.append(text[index + 1])
                default: bytes.append(contentsOf: [0x5C, text[index + 1]])
                }
                index += 2
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
    }

    /// `cs1Label=Rule cs1=x` also gives `Rule` = `x`.
    private mutating func addLabelled(
        _ text: Span<UInt8>, _ first: Int, _ place: TextPlace, into fields: inout RecordFields
    ) {
        let last = fields.fields.count
        var labels = 0
        for label in first..<last where fields.fields[label].name.hasSuffix("Label") {
            // The standard has some thirty of them.
            labels += 1
            guard labels <= 64 else { return }
            let target = fields.fields[label].name.dropLast(5)
            guard let value = fields.fields[first..<last].first(where: { $0.name == target }) else { continue }
            let field = fields.fields[label]
            let bytes: [UInt8] =
                field.isDecoded
                ? Array(fields.decoded[field.value])
                : text.bytes(field.value.lowerBound - place.offset..<field.value.upperBound - place.offset)
            guard !bytes.isEmpty else { continue }
            let (name, nameID) = names.name(names.path(NameTable.root, bytes.span, 0..<bytes.count))
            var copy = value
            copy.name = name
            copy.nameID = nameID
            fields.fields.append(copy)
        }
    }

    // MARK: - LEEF

    /// QRadar's Log Event Extended Format, versions 1 and 2.
    mutating func parseLEEF(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) -> Bool {
        guard let (parts, rest) = bars(text, range.lowerBound + 5..<range.upperBound, Self.leefHeader.count) else {
            return false
        }
        fields.formats.append("leef")
        for (name, part) in zip(Self.leefHeader, parts) {
            addUnescaped(name, set.id(of: name), text, part, place, into: &fields)
        }
        var start = rest.lowerBound
        var delimiter: UInt8 = 0x09
        if text.has("2", at: parts[0].lowerBound), let (byte, after) = leefDelimiter(text, rest) {
            delimiter = byte
            start = after
        }
        addAttributes(text, start..<rest.upperBound, delimiter, place, into: &fields)
        return true
    }

    /// The delimiter of version 2, which ends at a bar: a byte, or `x5E` or `0x5E`; none is a tab.
    private func leefDelimiter(_ text: Span<UInt8>, _ range: Range<Int>) -> (byte: UInt8, after: Int)? {
        let bar = text.index(of: 0x7C, in: range)
        // `||` names the bar itself, `|` with nothing before it a tab.
        guard bar < range.upperBound, bar - range.lowerBound <= 4 else { return nil }
        let part = range.lowerBound..<bar
        if part.isEmpty { return (0x09, bar + 1) }
        if part.count == 1 { return (text[part.lowerBound], bar + 1) }
        let digits = text.has("0x", at: part.lowerBound) ? part.dropFirst(2) : part.dropFirst(1)
        guard text[part.lowerBound] | 0x20 == 0x78 || text.has("0x", at: part.lowerBound), !digits.isEmpty else {
            return nil
        }
        var value = 0
        for index in digits {
            guard let digit = text[index].hexValue else { return nil }
            value = value << 4 | Int(digit)
        }
        return UInt8(exactly: value).map { ($0, bar + 1) }
    }

    private mutating func addAttributes(
        _ text: Span<UInt8>, _ range: Range<Int>, _ delimiter: UInt8, _ place: TextPlace,
        into fields: inout RecordFields
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = text.index(of: delimiter, in: index..<range.upperBound)
            let equals = text.index(of: 0x3D, in: index..<end)
            if equals < end, equals > index {
                let key = JSONSketch.afterBlanks(text, index)
                if key < equals {
                    let (name, nameID) = names.name(names.path(NameTable.root, text, key..<equals))
                    fields.add(name, nameID, equals + 1..<end, place)
                    if name == "devTime" { note(time: equals + 1..<end, place, &fields) }
                    if let alias = BuiltInNames.leef[name], equals + 1 < end {
                        fields.addAlias(alias, set.id(of: alias))
                    }
                }
            }
            index = end + 1
        }
    }
}
