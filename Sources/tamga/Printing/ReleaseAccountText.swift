import TamgaFormats
import TamgaRelease

/// What became of everything that could have gone out, for standard error.
enum ReleaseAccountText {
    /// The account of an export of indicators.
    static func lines(_ account: StoreRelease.Account, _ recipient: Recipient, _ form: ExportForm) -> [String] {
        let things = form == .stix ? "objects" : "statements"
        var lines = lines(account.released, account.withheld, recipient, things)
        if account.belowConfidence > 0 {
            lines.append("  \(account.belowConfidence) left out: below --min-confidence, or stating none")
        }
        if account.outsideValidity > 0 { lines.append("  \(account.outsideValidity) left out: not valid at present") }
        if account.harmless > 0 {
            lines.append("  \(account.harmless) left out: known to be harmless (“tamga allow list”; --no-allow)")
        }
        if !account.unheld.isEmpty {
            let kinds = account.unheld.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines.append("  \(form.rawValue) cannot hold: \(kinds.joined(separator: ", "))")
        }
        if account.patterns > 0, form != .stix {
            lines.append("  \(form.rawValue) holds values: \(account.patterns) patterns in force are not in it")
        }
        return lines
    }

    /// How many went out, and how many were held back for which reason.
    static func lines(
        _ released: [ReleaseReason], _ withheld: [ReleaseReason], _ recipient: Recipient, _ things: String
    ) -> [String] {
        var lines = ["tamga: for \(recipient): \(released.count) \(things) out, \(withheld.count) held back"]
        for (words, count) in ReleaseText.counts(withheld, recipient) { lines.append("  \(count) held back: \(words)") }
        return lines
    }
}
