import TamgaJSON

/// The cursor and the validator agree; what is walked and written again is the same value.
struct JSONProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        do throws(JSONError) {
            let root = try JSONValue(input.span)
            if let wrong = disagreement(root, input) { return wrong }
            var writer = JSONWriter()
            write(root, input, to: &writer)
            guard let again = try? JSONValue(writer.bytes.span) else { return "what was written again is not JSON" }
            var twice = JSONWriter()
            write(again, writer.bytes, to: &twice)
            return twice.bytes == writer.bytes ? nil : "what was written twice differs"
        } catch {
            return 0...input.count ~= error.offset ? nil : "an error at byte \(error.offset) of \(input.count)"
        }
    }

    /// What the cursor says of a value and the validator does not.
    private func disagreement(_ value: JSONValue, _ bytes: [UInt8]) -> String? {
        guard value.range.lowerBound >= 0, value.range.upperBound <= bytes.count, !value.range.isEmpty else {
            return "a value outside of the text: \(value.range)"
        }
        guard let alone = try? JSONValue(bytes.span, in: value.range), alone == value else {
            return "the value at \(value.range) is \(value.kind) to the cursor and another to the validator"
        }
        var members = value.members
        while let member = members.next(in: bytes.span) {
            if let wrong = inside(member.value, value) ?? disagreement(member.value, bytes) { return wrong }
        }
        var elements = value.elements
        while let element = elements.next(in: bytes.span) {
            if let wrong = inside(element, value) ?? disagreement(element, bytes) { return wrong }
        }
        return nil
    }

    private func inside(_ value: JSONValue, _ parent: JSONValue) -> String? {
        value.range.lowerBound > parent.range.lowerBound && value.range.upperBound < parent.range.upperBound
            ? nil : "\(value.range) is not inside \(parent.range)"
    }

    private func write(_ value: JSONValue, _ bytes: [UInt8], to writer: inout JSONWriter) {
        switch value.kind {
        case .object:
            writer.object { inner in
                var members = value.members
                while let member = members.next(in: bytes.span) {
                    inner.member(member.key.string(in: bytes.span) ?? "", json: text(member.value, bytes))
                }
            }
        case .array:
            writer.array { inner in
                var elements = value.elements
                while let element = elements.next(in: bytes.span) { inner.value(json: text(element, bytes)) }
            }
        case .string: writer.value(value.string(in: bytes.span) ?? "")
        default: writer.value(json: bytes[value.range])
        }
    }

    private func text(_ value: JSONValue, _ bytes: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        write(value, bytes, to: &writer)
        return writer.bytes
    }
}
