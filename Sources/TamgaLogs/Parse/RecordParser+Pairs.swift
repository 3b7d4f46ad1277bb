extension RecordParser {
    /// A text of `key=value` pairs: it begins with one, has two at least, and few words between them. Other texts
    /// are left alone.
    mutating func parsePairsText(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) {
        guard text[range.lowerBound].isLetter || text[range.lowerBound] == 0x5F || text[range.lowerBound] == 0x40
        else { return }
        var key = range.lowerBound
        while key < range.upperBound, key - range.lowerBound < 64, PairScanner.isKey(text[key]) { key += 1 }
        guard key < range.upperBound, text[key] == 0x3D else { return }
        var scanner = PairScanner(text, range)
        var pairs = 0
        while scanner.next(text) != nil { pairs += 1 }
        guard pairs > 1, scanner.looseWords <= pairs else { return }
        fields.formats.append("keyvalue")
        _ = addPairs(text, range, place, BuiltInNames.pairs, into: &fields)
    }

    /// Adds the pairs of a text as fields.
    ///
    /// - Parameter aliases: under which other names values are given too.
    /// - Returns: how many pairs there are.
    mutating func addPairs(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, _ aliases: [String: String],
        into fields: inout RecordFields
    ) -> Int {
        var scanner = PairScanner(text, range)
        var count = 0
        while let pair = scanner.next(text) {
            count += 1
            let (name, nameID) = names.name(names.path(NameTable.root, text, pair.key))
            if pair.quote != 0 {
                addUnescaped(name, nameID, text, pair.value, place, into: &fields)
            } else {
                fields.add(name, nameID, pair.value, place)
            }
            if let alias = aliases[name], !pair.value.isEmpty { fields.addAlias(alias, set.id(of: alias)) }
        }
        return count
    }
}
