import TamgaModel
import TamgaTAXII

/// What a client sends, a line each: path, query, `Accept`, `Content-Type`, and a body behind them. It is read or refused
/// with a status of 400 … 499; a cursor reads back as what it was made of.
struct TaxiiProperty: FuzzProperty {
    private static let secret = [UInt8](repeating: 7, count: 32)
    private static let scope = TaxiiCursor.Scope(collection: "everything", endpoint: "objects", reader: "KZ")

    mutating func failure(on input: [UInt8]) -> String? {
        let parts = input.split(separator: 0x0A, maxSplits: 4, omittingEmptySubsequences: false)
        func text(_ part: Int) -> String { part < parts.count ? String(decoding: parts[part], as: UTF8.self) : "" }
        let endpoint = TaxiiEndpoint(path: text(0))
        if let endpoint, endpoint.methods.isEmpty { return "an endpoint without methods" }
        if let wrong = query(text(1), endpoint ?? .objects("x")) { return wrong }
        _ = MediaType.accepts(text(2))
        for type in MediaType.list(text(2)) where !type.name.contains("/") { return "the media type “\(type.name)”" }
        for isStrict in [false, true] {
            let refused = refusal { () throws(TaxiiError) in _ = try MediaType.body(text(3), isStrict: isStrict) }
            if let refused { return refused }
        }
        let body = parts.count > 4 ? Array(parts[4]) : []
        return refusal { () throws(TaxiiError) in
            for element in try PushedObjects(body, allowsBundle: input.count % 2 == 0).elements {
                precondition(element.range.lowerBound >= 0 && element.range.upperBound <= body.count)
            }
        }
    }

    private func query(_ query: String, _ endpoint: TaxiiEndpoint) -> String? {
        var wrong: String?
        let refused = refusal { () throws(TaxiiError) in
            var filters = try TaxiiFilters(query: query, for: endpoint)
            if let next = filters.next {
                _ = refusal { () throws(TaxiiError) in
                    _ = try TaxiiCursor(resuming: filters, secret: Self.secret, scope: Self.scope)
                }
                if next.isEmpty { wrong = "an empty “next”" }
                filters.next = nil
            }
            filters.unknown = []
            let place = Timestamp(microseconds: 1_790_000_000_123_456)
            var asked = filters
            asked.next = TaxiiCursor(place: place, filters: filters).text(secret: Self.secret, scope: Self.scope)
            let cursor = try TaxiiCursor(resuming: asked, secret: Self.secret, scope: Self.scope)
            if cursor.place != place { wrong = "the cursor's place is \(cursor.place)" }
        }
        return wrong ?? refused
    }

    /// What is wrong with a refusal; `nil` where none came, or a good one.
    private func refusal(_ body: () throws(TaxiiError) -> Void) -> String? {
        do throws(TaxiiError) {
            try body()
            return nil
        } catch {
            return 400..<500 ~= error.status && !error.title.isEmpty ? nil : "refused with \(error.status)"
        }
    }
}
