extension HTMLNode {
    /// The elements that pages are made of; none of them runs or loads anything but ``Element/script``, which has only
    /// an address on the same server.
    public struct Element: Sendable {
        let text: StaticString

        /// A link.
        public static let a = Element(text: "a")
        /// A caption of a table.
        public static let caption = Element(text: "caption")
        /// What a program wrote or takes.
        public static let code = Element(text: "code")
        /// A figure with its number.
        public static let data = Element(text: "data")
        /// The figure in a pair of words and figure.
        public static let dd = Element(text: "dd")
        /// What can be opened.
        public static let details = Element(text: "details")
        /// A part without meaning of its own.
        public static let div = Element(text: "div")
        /// Pairs of words and figures.
        public static let dl = Element(text: "dl")
        /// The words in a pair.
        public static let dt = Element(text: "dt")
        /// A drawing or table with its words.
        public static let figure = Element(text: "figure")
        /// The words of a ``figure``.
        public static let figcaption = Element(text: "figcaption")
        /// The page's end.
        public static let footer = Element(text: "footer")
        /// What can be filled in.
        public static let form = Element(text: "form")
        /// The page's name.
        public static let h1 = Element(text: "h1")
        /// A section's name.
        public static let h2 = Element(text: "h2")
        /// A part's name.
        public static let h3 = Element(text: "h3")
        /// The page's beginning.
        public static let header = Element(text: "header")
        /// A field of a form.
        public static let input = Element(text: "input")
        /// The words of a field.
        public static let label = Element(text: "label")
        /// An entry of a list.
        public static let li = Element(text: "li")
        /// The page's matter.
        public static let main = Element(text: "main")
        /// Links through the page.
        public static let nav = Element(text: "nav")
        /// A paragraph.
        public static let p = Element(text: "p")
        /// Text as it stands.
        public static let pre = Element(text: "pre")
        /// A section.
        public static let section = Element(text: "section")
        /// Less important words.
        public static let small = Element(text: "small")
        /// A piece of text.
        public static let span = Element(text: "span")
        /// Important words.
        public static let strong = Element(text: "strong")
        /// The words that open ``details``.
        public static let summary = Element(text: "summary")
        /// A table.
        public static let table = Element(text: "table")
        /// A table's rows.
        public static let tbody = Element(text: "tbody")
        /// A cell.
        public static let td = Element(text: "td")
        /// A table's sums.
        public static let tfoot = Element(text: "tfoot")
        /// A heading of a row or column.
        public static let th = Element(text: "th")
        /// A table's headings.
        public static let thead = Element(text: "thead")
        /// A moment.
        public static let time = Element(text: "time")
        /// A row.
        public static let tr = Element(text: "tr")
        /// A list.
        public static let ul = Element(text: "ul")
        /// What a form is sent with.
        public static let button = Element(text: "button")

        /// A drawing.
        public static let svg = Element(text: "svg")
        /// A drawing's name.
        public static let title = Element(text: "title")
        /// A drawing in words.
        public static let desc = Element(text: "desc")
        /// A rectangle.
        public static let rect = Element(text: "rect")
        /// A shape.
        public static let path = Element(text: "path")
        /// Words in a drawing.
        public static let words = Element(text: "text")

        /// Elements without an end.
        static let void: Set = ["input", "link", "meta"]
        /// Elements behind which a line ends, so that a page can be read and compared as text.
        static let lines: Set = [
            "body", "caption", "dd", "details", "div", "dl", "dt", "figure", "figcaption", "footer", "form", "h1", "h2",
            "h3",
            "head", "header", "li", "main", "nav", "p", "path", "pre", "section", "summary", "svg", "table", "tbody",
            "tfoot",
            "thead", "tr", "ul",
        ]
    }
}
