import TamgaJSON
public import TamgaModel

extension Hit {
    /// Appends the hit as one line of NDJSON, in the form of `schemas/hit.schema.json`: keys in that order, absent
    /// when unknown; `producers` is always there.
    ///
    /// - Parameter list: the list of false positives that suppressed the hit; such lines end with `suppressed_by`.
    /// - Complexity: O(n) in the bytes written; no intermediate values.
    public func appendNDJSON(suppressedBy list: String? = nil, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"id":"#.utf8)
        bytes.appendJSON(id)
        bytes.append(contentsOf: #","kind":""#.utf8)
        bytes.append(contentsOf: kind.rawValue.utf8)
        bytes.append(0x22)
        if let time {
            bytes.append(contentsOf: #","time":""#.utf8)
            bytes.append(time)
            bytes.append(0x22)
        }
        if let observer {
            bytes.append(contentsOf: #","observer":""#.utf8)
            bytes.append(observer)
            bytes.append(0x22)
        }
        bytes.append(contentsOf: #","producers":["#.utf8)
        for (index, producer) in producers.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            bytes.append(0x22)
            bytes.append(producer)
            bytes.append(0x22)
        }
        bytes.append(0x5D)
        bytes.append(source: source, line: line, byteOffset: byteOffset)
        if let observableType {
            bytes.append(contentsOf: #","observable_type":""#.utf8)
            bytes.append(contentsOf: observableType.stixName.utf8)
            bytes.append(0x22)
        }
        if let value {
            bytes.append(contentsOf: #","value":"#.utf8)
            bytes.appendJSON(value)
        }
        if let matched {
            bytes.append(contentsOf: #","matched":"#.utf8)
            bytes.appendJSON(matched)
        }
        if let how {
            bytes.append(contentsOf: #","how":""#.utf8)
            bytes.append(contentsOf: how.rawValue.utf8)
            bytes.append(0x22)
        }
        appendStatement(to: &bytes)
        if let list {
            bytes.append(contentsOf: #","suppressed_by":"#.utf8)
            bytes.appendJSON(list)
        }
        bytes.append(0x7D)
        bytes.append(0x0A)
    }

    /// What is known of the indicator, then the record and the verdict on the time.
    private func appendStatement(to bytes: inout [UInt8]) {
        if let indicatorID {
            bytes.append(contentsOf: #","indicator_id":"#.utf8)
            bytes.appendJSON(indicatorID)
        }
        if let rule { append(rule, to: &bytes) }
        if let confidence {
            bytes.append(contentsOf: #","confidence":"#.utf8)
            bytes.append(decimal: Int(confidence))
        }
        if let marking {
            bytes.append(contentsOf: #","marking":""#.utf8)
            bytes.append(contentsOf: marking.label.utf8)
            bytes.append(0x22)
        }
        if let rule, !rule.fields.isEmpty {
            bytes.append(contentsOf: #","fields":{"#.utf8)
            for (index, field) in rule.fields.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes.appendJSON(field.name)
                bytes.append(0x3A)
                bytes.appendJSON(field.value)
            }
            bytes.append(0x7D)
        }
        if let correlation { append(correlation, to: &bytes) }
        if let observations { append(observations, to: &bytes) }
        if let record {
            bytes.append(contentsOf: #","record":"#.utf8)
            bytes.appendJSON(record)
        }
        if holdsInvalidBytes { bytes.append(contentsOf: #","invalid_utf8":true"#.utf8) }
        switch validity {
        case .before: bytes.append(contentsOf: #","validity":"before""#.utf8)
        case .after: bytes.append(contentsOf: #","validity":"after""#.utf8)
        case .valid, nil: break
        }
    }

    private func append(_ rule: RuleMatch, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #","rule_id":"#.utf8)
        bytes.appendJSON(rule.id)
        bytes.append(contentsOf: #","rule_title":"#.utf8)
        bytes.appendJSON(rule.title)
        if let level = rule.level {
            bytes.append(contentsOf: #","level":""#.utf8)
            bytes.append(contentsOf: level.rawValue.utf8)
            bytes.append(0x22)
        }
        if !rule.tags.isEmpty {
            bytes.append(contentsOf: #","tags":["#.utf8)
            for (index, tag) in rule.tags.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes.appendJSON(tag)
            }
            bytes.append(0x5D)
        }
    }
}

extension [UInt8] {
    /// A JSON string in which nothing can act on a terminal.
    mutating func appendJSON(_ text: String) { JSONText.append(text, to: &self) }

    /// The members `source`, `line` and `byte_offset`, behind another.
    mutating func append(source: String, line: Int, byteOffset: Int) {
        append(contentsOf: #","source":"#.utf8)
        appendJSON(source)
        append(contentsOf: #","line":"#.utf8)
        append(decimal: line)
        append(contentsOf: #","byte_offset":"#.utf8)
        append(decimal: byteOffset)
    }

    mutating func append(_ state: MemberState) {
        append(UInt8(state.rawValue >> 8))
        append(UInt8(state.rawValue & 0xFF))
    }

    mutating func append(decimal number: Int) {
        if number < 0 { append(0x2D) }
        append(digits: number.magnitude, width: 1)
    }

    /// Decimal digits, with leading zeroes up to a width.
    private mutating func append(digits number: UInt, width: Int) {
        var scale: UInt = 1
        var count = 1
        while number / scale >= 10 || count < width {
            scale *= 10
            count += 1
        }
        while scale > 0 {
            append(0x30 + UInt8(number / scale % 10))
            scale /= 10
        }
    }

    /// RFC 3339 in UTC, as ``Timestamp/description`` writes it.
    mutating func append(_ time: Timestamp) {
        let (year, month, day, hour, minute, second, microsecond) = time.civil
        append(digits: UInt(year), width: 4)
        append(0x2D)
        append(digits: UInt(month), width: 2)
        append(0x2D)
        append(digits: UInt(day), width: 2)
        append(0x54)
        append(digits: UInt(hour), width: 2)
        append(0x3A)
        append(digits: UInt(minute), width: 2)
        append(0x3A)
        append(digits: UInt(second), width: 2)
        if microsecond % 1_000 != 0 {
            append(0x2E)
            append(digits: UInt(microsecond), width: 6)
        } else if microsecond != 0 {
            append(0x2E)
            append(digits: UInt(microsecond / 1_000), width: 3)
        }
        append(0x5A)
    }
}
