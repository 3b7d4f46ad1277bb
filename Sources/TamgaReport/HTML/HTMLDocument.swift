/// A whole page.
public struct HTMLDocument: Sendable {
    /// Where its style and script come from.
    public enum Delivery: Sendable {
        /// One file: the style stands in the page, there is no script, and nothing is loaded.
        case file
        /// From a server: style and script are files of the same server, under these paths.
        case served(style: StaticString, script: StaticString)
    }

    /// The language, as BCP 47 names it.
    public let language: String
    /// What the window is called.
    public let title: String
    /// The page's parts.
    public let body: [HTMLNode]
    /// Where its style and script come from.
    public let delivery: Delivery

    /// A page.
    public init(language: String, title: String, body: [HTMLNode], delivery: Delivery = .file) {
        self.language = language
        self.title = title
        self.body = body
        self.delivery = delivery
    }

    /// The page as UTF-8.
    public func bytes() -> [UInt8] {
        var page = "<!DOCTYPE html>\n"
        var head: [HTMLNode] = [
            .element(Self.meta, [HTMLAttribute(name: "charset", value: "utf-8")]),
            .element(
                Self.meta,
                [
                    HTMLAttribute(name: "name", value: "viewport"),
                    HTMLAttribute(name: "content", value: "width=device-width, initial-scale=1"),
                ]),
            .element(
                Self.meta,
                [
                    HTMLAttribute(name: "name", value: "referrer"),
                    HTMLAttribute(name: "content", value: "no-referrer"),
                ]),
        ]
        switch delivery {
        case .file:
            // Safe: the word is the policy's, not Swift's: the page has the one sheet, and no style attribute can be made.
            let policy =
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
            head.append(
                .element(
                    Self.meta,
                    [
                        HTMLAttribute(name: "http-equiv", value: "Content-Security-Policy"),
                        HTMLAttribute(name: "content", value: policy),
                    ]))
            head.append(HTMLNode(form: .style(.page)))
        case .served(let style, let script):
            head.append(
                .element(
                    HTMLNode.Element(text: "link"),
                    [HTMLAttribute(name: "rel", value: "stylesheet"), .link(style)]))
            head.append(
                .element(
                    HTMLNode.Element(text: "script"),
                    [
                        HTMLAttribute(name: "src", value: script.description),
                        HTMLAttribute(name: "defer", value: "defer"),
                    ]))
        }
        head.append(.element(.title, [], title))
        let root = HTMLNode.element(
            HTMLNode.Element(text: "html"), [.named(.lang, language)],
            [
                .element(HTMLNode.Element(text: "head"), [], head), .element(HTMLNode.Element(text: "body"), [], body),
            ])
        root.write(to: &page)
        page += "\n"
        return Array(page.utf8)
    }

    private static let meta = HTMLNode.Element(text: "meta")
}
