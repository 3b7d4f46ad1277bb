import TamgaModel

/// A piece of a page. Text can only come in as text: there is no way to hand over what is already HTML, so text from
/// logs and feeds cannot become an element, an attribute or a script.
public struct HTMLNode: Sendable {
    enum Form: Sendable {
        case text(String)
        case lines(String)
        case element(StaticString, [HTMLAttribute], [HTMLNode])
        case style(StyleSheet)
    }

    let form: Form

    /// Text: escaped, and with what a reader could not see or would be misled by (control characters, marks of
    /// direction) shown as `\u{NN}`.
    public static func text(_ text: String) -> HTMLNode { HTMLNode(form: .text(text)) }

    /// Text from outside, cut in its middle where it is longer than `limit` columns.
    public static func text(_ text: String, limit: Int) -> HTMLNode {
        HTMLNode(form: .text(DisplayText.shortened(ActiveText.shown(text), to: limit)))
    }

    /// Text that keeps its line ends and tabs, for `pre`.
    public static func lines(_ text: String) -> HTMLNode { HTMLNode(form: .lines(text)) }

    /// An element.
    public static func element(
        _ name: Element, _ attributes: [HTMLAttribute] = [], _ children: [HTMLNode] = []
    ) -> HTMLNode {
        HTMLNode(form: .element(name.text, attributes, children))
    }

    /// An element with text in it.
    public static func element(_ name: Element, _ attributes: [HTMLAttribute] = [], _ text: String) -> HTMLNode {
        element(name, attributes, [.text(text)])
    }

    /// A figure that a program can read out of the page as well: `<data data-figure="found.hits" value="270">`.
    ///
    /// - Parameter shown: how the number is written for people.
    public static func figure(_ key: String, _ value: Int, _ shown: String) -> HTMLNode {
        element(.data, [.named(.figure, key), .named(.value, String(value))], shown)
    }

    /// The element as it is written, children and all.
    ///
    /// - Complexity: O(n) in what is written.
    public func write(to page: inout String) {
        switch form {
        case .text(let text): Self.escape(ActiveText.shown(text), to: &page)
        case .lines(let text):
            let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            for (number, line) in lines.enumerated() {
                if number > 0 { page += "\n" }
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
                for (place, part) in parts.enumerated() {
                    if place > 0 { page += "\t" }
                    Self.escape(ActiveText.shown(String(part)), to: &page)
                }
            }
        case .style(let sheet): page += "<style>\(sheet.text)</style>\n"
        case .element(let name, let attributes, let children):
            page += "<\(name)"
            for attribute in attributes {
                page += " \(attribute.name)=\""
                Self.escape(ActiveText.shown(attribute.value), to: &page)
                page += "\""
            }
            page += ">"
            if Element.void.contains(name.description) { return }
            for child in children { child.write(to: &page) }
            page += "</\(name)>"
            if Element.lines.contains(name.description) { page += "\n" }
        }
    }

    /// The five characters that mean something in HTML.
    private static func escape(_ text: String, to page: inout String) {
        guard text.utf8.contains(where: { [0x22, 0x26, 0x27, 0x3C, 0x3E].contains($0) }) else {
            page += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": page += "&amp;"
            case "<": page += "&lt;"
            case ">": page += "&gt;"
            case "\"": page += "&quot;"
            case "'": page += "&#39;"
            default: page.unicodeScalars.append(scalar)
            }
        }
    }
}
