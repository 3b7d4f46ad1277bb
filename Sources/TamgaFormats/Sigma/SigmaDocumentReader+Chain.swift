import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// Reads an item's key: `Field|modifier|…`.
    mutating func chain(_ entry: YAMLEntry) -> SigmaChain? {
        let name = entry.name
        guard name.utf8.count <= limits.maximumValueLength else {
            report.error("a key longer than \(limits.maximumValueLength) bytes", at: entry)
            return nil
        }
        guard name.utf8.contains(0x7C) else { return SigmaChain(field: name.isEmpty ? nil : name) }
        let words = name.split(separator: "|", omittingEmptySubsequences: false)
        var chain = SigmaChain(field: words[0].isEmpty ? nil : String(words[0]))
        var seen: Set<SigmaModifier> = []
        for word in words.dropFirst() {
            guard let modifier = SigmaModifier(rawValue: String(word)) else {
                let hint = report.isFull ? "" : Self.hint(String(word), SigmaModifier.allCases.map(\.rawValue))
                complain(.error, "“\(word.prefix(40))” is no modifier\(hint)", word, entry)
                return nil
            }
            guard seen.insert(modifier).inserted || modifier == .base64 else {
                complain(.warning, "“\(word)” stands twice", word, entry)
                continue
            }
            do throws(SigmaChain.Complaint) {
                try chain.add(modifier)
            } catch {
                complain(.error, error.message, word, entry)
                return nil
            }
        }
        do throws(SigmaChain.Complaint) {
            try chain.check()
        } catch {
            report.error(error.message, at: entry)
            return nil
        }
        return chain
    }

    private mutating func complain(
        _ severity: SigmaProblem.Severity, _ message: String, _ word: Substring, _ entry: YAMLEntry
    ) {
        let index = entry.name.utf8.distance(from: entry.name.startIndex, to: word.startIndex)
        report.add(severity, message, in: entry.key, index: index, line: entry.line, offset: entry.offset)
    }
}
