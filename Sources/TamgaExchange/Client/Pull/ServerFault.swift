/// What a server does that would have its clients read for ever, or lose objects. What came before is kept.
public enum ServerFault: Error, Hashable, Sendable {
    /// `more` is true, and there is neither `next` nor a usable `X-TAXII-Date-Added-Last`.
    case noWayOn
    /// `more` is true, and asking behind the last date brings nothing later.
    case notAdvancing(String)
    /// The same objects came a second time, on another page.
    case samePage(Int)
    /// `more` is true on a page without objects.
    case emptyPage
    /// `next` leads nowhere, and neither does going on by date.
    case cursorLost(String)
    /// More pages than any collection has.
    case tooManyPages(Int)
    /// What should be a page is none.
    case notAPage(String)
}

extension ServerFault: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        let what =
            switch self {
            case .noWayOn: "says there is more, and gives neither “next” nor X-TAXII-Date-Added-Last to go on by"
            case .notAdvancing(let date): "says there is more, and nothing comes that was added after \(date)"
            case .samePage(let number): "sends the objects of an earlier page again as page \(number)"
            case .emptyPage: "says there is more on a page without objects"
            case .cursorLost(let reason): "does not know its own “next” any more (\(reason))"
            case .tooManyPages(let limit): "sends more than \(limit) pages"
            case .notAPage(let reason): "sends what is no TAXII envelope: \(reason)"
            }
        return "the server \(what); it was left there, what came before is kept"
    }
}
