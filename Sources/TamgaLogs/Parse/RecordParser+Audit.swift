extension RecordParser {
    /// A record of the Linux audit daemon: `type=SYSCALL msg=audit(1684329817.579:2995): key=value …`, also with
    /// `node=` before, and as the kernel writes it: `audit: type=1400 audit(…): …`.
    mutating func parseAudit(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) -> Bool {
        var index = range.lowerBound
        if text.has("audit: ", at: index) { index += 7 }
        var node: Range<Int>?
        if text.has("node=", at: index) {
            let end = text.index(of: 0x20, in: index..<range.upperBound)
            node = index + 5..<end
            index = JSONSketch.afterBlanks(text, end)
        }
        guard text.has("type=", at: index) else { return false }
        let typeEnd = text.index(of: 0x20, in: index..<range.upperBound)
        let type = index + 5..<typeEnd
        index = JSONSketch.afterBlanks(text, typeEnd)
        if text.has("msg=", at: index) { index += 4 }
        guard text.has("audit(", at: index) else { return false }
        let time = index + 6
        let close = text.index(of: 0x29, in: time..<range.upperBound)
        let colon = text.index(of: 0x3A, in: time..<close)
        guard close < range.upperBound, colon < close else { return false }
        fields.formats.append("auditd")
        fields.add("type", set.id(of: "type"), type, place)
        if let node { fields.add("node", set.id(of: "node"), node, place) }
        fields.add("audit_time", set.id(of: "audit_time"), time..<colon, place)
        fields.add("audit_serial", set.id(of: "audit_serial"), colon + 1..<close, place)
        note(time: time..<colon, place, &fields)
        index = close + 1
        if index < range.upperBound, text[index] == 0x3A { index += 1 }
        addAuditPairs(text, index..<range.upperBound, place, isExecve: text.isText("EXECVE", type), 0, into: &fields)
        return true
    }

    /// Fields whose unquoted value is text in hexadecimal digits, where it is not all printable.
    private static let encoded: Set<String> = [
        "proctitle", "cwd", "exe", "comm", "name", "path", "key", "cmd", "data", "acct", "dir", "grp", "vm", "file",
        "watch", "op", "device", "root_dir", "terminal", "id", "hostname", "old", "new",
    ]

    private mutating func addAuditPairs(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, isExecve: Bool, _ depth: Int,
        into fields: inout RecordFields
    ) {
        var scanner = PairScanner(text, range)
        while let pair = scanner.next(text) {
            let (name, nameID) = names.name(names.path(NameTable.root, text, pair.key))
            if pair.quote == 0x27 {
                fields.add(name, nameID, pair.value, place, kind: .nested)
                if depth == 0 {
                    addAuditPairs(text, pair.value, place, isExecve: isExecve, 1, into: &fields)
                }
                continue
            }
            let isArgument = isExecve && name.utf8.first == 0x61 && name.utf8.dropFirst().allSatisfy(\.isDigit)
            if pair.quote == 0, text.isText("(null)", pair.value) || text.isText("?", pair.value) {
                fields.add(name, nameID, pair.value, place, kind: .null)
                continue
            }
            let start = fields.decoded.count
            if pair.quote == 0, isArgument || Self.encoded.contains(name), decodeHex(text, pair.value, into: &fields) {
                fields.addDecoded(name, nameID, from: start)
            } else {
                fields.add(name, nameID, pair.value, place)
            }
            if let alias = BuiltInNames.audit[name] { fields.addAlias(alias, set.id(of: alias)) }
        }
    }

    /// Decodes hexadecimal digits, an even number of them; arguments that end with a zero byte get a blank between.
    private func decodeHex(_ text: Span<UInt8>, _ range: Range<Int>, into fields: inout RecordFields) -> Bool {
        guard range.count >= 2, range.count.isMultiple(of: 2) else { return false }
        for index in range where text[index].hexValue == nil { return false }
        let start = fields.decoded.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = (text[index].hexValue ?? 0) << 4 | (text[index + 1].hexValue ?? 0)
            fields.decoded.append(byte == 0 ? 0x20 : byte)
            index += 2
        }
        while fields.decoded.count > start, fields.decoded.last == 0x20, text[range.upperBound - 1] == 0x30 {
            fields.decoded.removeLast()
        }
        return true
    }
}
