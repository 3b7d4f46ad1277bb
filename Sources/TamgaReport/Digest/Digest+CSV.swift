import TamgaModel

extension Digest {
    /// The page as CSV (RFC 4180) in long form: `section,member,other,item,measure,value`, one figure a line.
    ///
    /// In the section `elsewhere` the member is the recipient and the other one the observer; in `matrix` the producer
    /// and the observer. “unattributed” stands for a member that is not named. A cell that a spreadsheet would take for a
    /// formula begins with an apostrophe.
    public func csv() -> String {
        var sheet = CSVSheet()
        sheet.row("section", "member", "other", "item", "measure", "value")
        sheet.row("digest", recipient.code, "", "", "marking", marking.label)
        if let since { sheet.row("digest", recipient.code, "", "", "since", since.description) }
        for entry in elsewhere {
            let told = entry.sighting
            let (value, observer) = (told.observable.text, told.observer.code)
            func row(_ measure: String, _ figure: String?) {
                if let figure { sheet.row("elsewhere", recipient.code, observer, value, measure, figure) }
            }
            row("type", told.observable.type.label)
            row("indicator_ids", entry.indicatorIDs.joined(separator: " "))
            row("disclosure", told.disclosure.word)
            row("hits", String(told.count))
            row("first_seen", told.firstSeen?.description)
            row("last_seen", told.lastSeen?.description)
            for sector in told.sectors { row("sector", sector) }
            for found in told.evidence { row("source", "\(found.source): \(found.count)") }
        }
        for sighting in received {
            func row(_ measure: String, _ figure: String?) {
                if let figure {
                    sheet.row("received", recipient.code, sighting.observerWords, sighting.of, measure, figure)
                }
            }
            row("sighting", sighting.id)
            row("value", sighting.observable?.text)
            row("hits", sighting.count.map { String($0) })
            row("first_seen", sighting.firstSeen?.description)
            row("last_seen", sighting.lastSeen?.description)
        }
        sheet.count("own", recipient.code, own.found, own.seen)
        for entry in own.top { sheet.top(recipient.code, entry) }
        sheet.matrix(matrix)
        for (row, column) in matrix.hiddenPlaces {
            sheet.row(
                "matrix", matrix.states[row].code, matrix.states[column].code, "", "indicators", "<\(Self.smallest)")
        }
        return sheet.text
    }
}
