import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Files that people write by hand are read or refused with words: a community, text formats, a log source map,
/// placeholders, lists of what is harmless.
struct SettingsProperty: FuzzProperty {
    /// Which file it is.
    enum Kind { case community, formats, logSources, warningList }

    let kind: Kind

    mutating func failure(on input: [UInt8]) -> String? {
        switch kind {
        case .community: return words { () throws(FormatsError) in _ = try CommunityFile.read(input, source: "c.yaml") }
        case .formats:
            return words { () throws(FormatsError) in
                let formats = try TextFormatReader.read(input, source: "f.yml")
                _ = LogFormatSet(formats)
            }
        case .logSources:
            _ = words { () throws(FormatsError) in _ = try SigmaPlaceholders.read(input, source: "p.yml") }
            return words { () throws(FormatsError) in _ = try LogSourceMapReader.read(input, source: "l.yml") }
        case .warningList:
            let contents = WarningList.read(input, source: "list.json")
            for entry in contents.entries where entry.value.utf8.count > 8 * WarningList.maximumEntryLength {
                return "an entry of \(entry.value.utf8.count) bytes"
            }
            let list = SuppressionList(contents.entries)
            if let observable = Observable.guess("198.51.100.23") { _ = list.list(covering: observable) }
            return nil
        }
    }

    private func words(_ body: () throws(FormatsError) -> Void) -> String? {
        do throws(FormatsError) {
            try body()
            return nil
        } catch {
            return "\(error)".isEmpty ? "an error without words" : nil
        }
    }
}
