import ArgumentParser
import TamgaModel
import TamgaReport

/// A page to look at, and its language.
struct PageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a page to look at, one HTML file without script or network; - is standard output.",
            valueName: "file"))
    var report: String?
    @Option(help: "The language of members' names and of pages: en, ru, zh, uz.")
    var lang = "en"

    /// The language of pages.
    ///
    /// - Parameter isNeeded: a page is made also without --report.
    /// - Throws: where there is to be a page and none in that language.
    func pageLanguage(isNeeded: Bool = false) throws -> Language {
        guard let language = Language(rawValue: lang) else {
            guard report != nil || isNeeded else { return .english }
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--lang \(lang): pages are in \(known).")
        }
        return language
    }

    /// When and by what a page is made.
    func making(since: Timestamp? = nil) -> ReportPage.Making {
        ReportPage.Making(
            time: .now, version: Tamga.configuration.version,
            language: Language(rawValue: lang) ?? .english, since: since)
    }
}
