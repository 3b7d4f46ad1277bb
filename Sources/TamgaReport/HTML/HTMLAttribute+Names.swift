extension HTMLAttribute {
    /// The attributes whose values may come from anywhere: none of them is obeyed as style, script or address.
    public struct Name: Sendable {
        let text: StaticString

        /// `id`.
        public static let id = Name(text: "id")
        /// `lang`.
        public static let lang = Name(text: "lang")
        /// `scope` of a table's heading.
        public static let scope = Name(text: "scope")
        /// `aria-label`.
        public static let label = Name(text: "aria-label")
        /// `aria-labelledby`.
        public static let labelledBy = Name(text: "aria-labelledby")
        /// `aria-current`.
        public static let current = Name(text: "aria-current")
        /// `aria-live`.
        public static let live = Name(text: "aria-live")
        /// `role`.
        public static let role = Name(text: "role")
        /// `tabindex`.
        public static let tabIndex = Name(text: "tabindex")
        /// `value` of a `data` or `input` element.
        public static let value = Name(text: "value")
        /// `name` of an `input` element.
        public static let name = Name(text: "name")
        /// `type` of an `input` element.
        public static let type = Name(text: "type")
        /// `for` of a `label` element.
        public static let labels = Name(text: "for")
        /// `autocomplete` of an `input` element.
        public static let autocomplete = Name(text: "autocomplete")
        /// `maxlength` of an `input` element, in UTF-16 code units.
        public static let inputLimit = Name(text: "maxlength")
        /// `datetime` of a `time` element.
        public static let datetime = Name(text: "datetime")
        /// `data-figure`: which figure of the summary stands here, for whoever reads the page by a program.
        public static let figure = Name(text: "data-figure")
        /// `data-live`: which figure a script keeps up to date.
        public static let liveFigure = Name(text: "data-live")
        /// `viewBox` of a drawing.
        public static let viewBox = Name(text: "viewBox")
        /// `text-anchor` in a drawing.
        public static let anchor = Name(text: "text-anchor")
        /// `d` of a path in a drawing.
        public static let path = Name(text: "d")
    }

    /// The attributes that are numbers.
    public struct Number: Sendable {
        let text: StaticString

        /// `x`.
        public static let x = Number(text: "x")
        /// `y`.
        public static let y = Number(text: "y")
        /// `width`.
        public static let width = Number(text: "width")
        /// `height`.
        public static let height = Number(text: "height")
        /// `colspan`.
        public static let columns = Number(text: "colspan")
    }
}
