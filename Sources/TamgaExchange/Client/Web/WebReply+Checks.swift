import TamgaJSON

extension WebReply {
    /// What the server says of a failure: the title and description of a TAXII error resource (TAXII 2.1 §3.6.1), else
    /// nothing.
    var errorText: String {
        guard let root = try? JSONValue(body.span) else { return "" }
        let texts = ["title", "description"].compactMap { root.member($0, in: body.span)?.string(in: body.span) }
        return String(texts.joined(separator: ": ").prefix(300)).onOneLine
    }

    /// The failure that an answer tells of.
    var failure: ExchangeError { .status(status, address.description, detail: errorText) }

    /// Objects to an answer that is no success.
    func checked() throws(ExchangeError) -> WebReply {
        guard status == 200 else { throw failure }
        return self
    }
}
