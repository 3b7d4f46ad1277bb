import TamgaModel
import TamgaReport
import Testing

/// What translators write is whole, and says the same.
@Suite struct CatalogueTests {
    private static let english = Catalogue.of(.english)

    @Test("Every line of a catalogue is read", arguments: Language.allCases)
    func everyLineIsRead(_ language: Language) {
        #expect(Catalogue.of(language).unread == [])
    }

    @Test("No key is missing, and none is there that nothing asks for", arguments: Language.allCases)
    func keysAreThoseThatAreAsked(_ language: Language) {
        let counts = CountPhrase.allCases.flatMap { phrase in
            language.plurals.map { "\(phrase.rawValue).\($0.rawValue)" }
        }
        let asked = Set(Phrase.allCases.map(\.rawValue) + WritingForm.allCases.map(\.rawValue) + counts)
        let there = Set(Catalogue.of(language).texts.keys)
        #expect(asked.subtracting(there).sorted() == [], "missing")
        #expect(there.subtracting(asked).sorted() == [], "unused")
    }

    @Test("A text has the placeholders of the English one", arguments: Language.allCases)
    func placeholdersAreEqual(_ language: Language) {
        let catalogue = Catalogue.of(language)
        for phrase in Phrase.allCases {
            #expect(
                placeholders(catalogue.texts[phrase.rawValue]) == placeholders(Self.english.texts[phrase.rawValue]),
                "\(phrase)")
        }
        for phrase in CountPhrase.allCases {
            for form in language.plurals {
                #expect(placeholders(catalogue.texts["\(phrase).\(form)"]) == ["n"], "\(phrase).\(form)")
            }
        }
    }

    @Test("A language does not leave English words in place", arguments: [Language.russian, .chinese])
    func textsAreTranslated(_ language: Language) {
        let catalogue = Catalogue.of(language)
        for phrase in Phrase.allCases where phrase != .attack {
            let text = catalogue.texts[phrase.rawValue] ?? ""
            #expect(text.unicodeScalars.contains { $0.value > 0x3FF }, "\(phrase): \(text)")
        }
    }

    @Test("Every text is used by the pages")
    func textsAreUsed() throws {
        let sources = try PageSources.text()
        for phrase in Phrase.allCases { #expect(sources.contains(".\(phrase.rawValue)"), "\(phrase) is never shown") }
        for phrase in CountPhrase.allCases {
            #expect(sources.contains(".\(phrase.rawValue),"), "\(phrase) is never shown")
        }
    }

    @Test(
        "Numbers are written as the language writes them",
        arguments: [
            (Language.english, 1_234_567, "1,234,567"), (.russian, 1_234_567, "1\u{A0}234\u{A0}567"),
            (.chinese, 1_234_567, "1,234,567"), (.uzbek, 1_234_567, "1\u{A0}234\u{A0}567"), (.english, 0, "0"),
            (.english, 999, "999"), (.russian, -1_000, "−1\u{A0}000"),
            (.english, .max, "9,223,372,036,854,775,807"),
        ])
    func numbers(_ language: Language, _ number: Int, _ text: String) {
        #expect(Catalogue.of(language).number(number) == text)
    }

    @Test(
        "Dates are written as the language writes them",
        arguments: [
            (Language.english, "3\u{A0}Nov\u{A0}2026 09:05"), (.russian, "03.11.2026 09:05"),
            (.chinese, "2026年11月3日 09:05"), (.uzbek, "3-noy, 2026, 09:05"),
        ])
    func dates(_ language: Language, _ text: String) throws {
        let time = try #require(Timestamp(rfc3339: "2026-11-03T09:05:59Z"))
        #expect(Catalogue.of(language).moment(time) == text)
    }

    @Test(
        "Sizes and shares follow the language",
        arguments: [
            (Language.english, "5.2\u{A0}MB", "12\u{A0}%", "<1\u{A0}%"),
            (.russian, "5,2\u{A0}МБ", "12\u{A0}%", "<1\u{A0}%"), (.chinese, "5.2\u{A0}MB", "12%", "<1%"),
            (.uzbek, "5,2\u{A0}MB", "12\u{A0}%", "<1\u{A0}%"),
        ])
    func sizes(_ language: Language, _ size: String, _ share: String, _ small: String) {
        let catalogue = Catalogue.of(language)
        #expect(catalogue.size(5_242_880) == size)
        #expect(catalogue.share(12, of: 100) == share)
        #expect(catalogue.share(1, of: 100_000) == small)
    }

    @Test(
        "A noun stands in the form that its number asks for",
        arguments: [
            (Language.english, 1, "1 hour"), (.english, 2, "2 hours"), (.english, 0, "0 hours"),
            (.russian, 1, "1 час"), (.russian, 3, "3 часа"), (.russian, 5, "5 часов"), (.russian, 11, "11 часов"),
            (.russian, 21, "21 час"), (.russian, 112, "112 часов"), (.russian, 122, "122 часа"),
            (.chinese, 1, "1 小时"), (.chinese, 9, "9 小时"), (.uzbek, 1, "1 soat"), (.uzbek, 5, "5 soat"),
        ])
    func plurals(_ language: Language, _ number: Int, _ text: String) {
        #expect(Catalogue.of(language)(.hours, number) == text)
    }

    private func placeholders(_ text: String?) -> Set<String> {
        Set(
            (text ?? "").split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first.map(String.init)
            })
    }
}
