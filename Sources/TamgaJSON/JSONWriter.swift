/// Writes JSON into an array of bytes: members in the order given, strings always valid UTF-8.
///
///     var writer = JSONWriter()
///     writer.object {
///         $0.member("id", "x")
///         $0.member("count", 3)
///         $0.array("list") { $0.value("a"); $0.value(1.5) }
///     }
///
/// The caller keeps the grammar: members inside objects, values inside arrays or alone. Bytes that are not
/// UTF-8 are written as the text `\xNN`, characters that a terminal could obey as `\u001b` (``JSONText``).
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private let isPretty: Bool
    private var depth = 0
    /// True where the next value or member is the first of its object or array.
    private var isFirst = true

    /// An empty writer.
    ///
    /// - Parameter pretty: one member or element a line, indented by two spaces a level.
    public init(pretty: Bool = false) { isPretty = pretty }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
    }

    /// Ends a line: what follows is another JSON text (NDJSON).
    public mutating func newline() {
        bytes.append(0x0A)
        isFirst = true
    }

    // MARK: - Objects and arrays

    /// An object as a value.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        try nest(0x7B, 0x7D, body)
    }

    /// An array as a value.
    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        try nest(0x5B, 0x5D, body)
    }

    /// A member that is an object.
    public mutating func object(_ key: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        self.key(key)
        try nest(0x7B, 0x7D, body)
    }

    /// A member that is an array.
    public mutating func array(_ key: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        self.key(key)
        try nest(0x5B, 0x5D, body)
    }

    private mutating func nest(
        _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        bytes.append(opening)
        depth += 1
        isFirst = true
        try body(&self)
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(closing)
        isFirst = false
    }

    // MARK: - Members

    /// A member that is a string.
    public mutating func member(_ key: String, _ value: String) {
        self.key(key)
        quote(value)
    }

    /// A member that is a string, left out where there is none.
    public mutating func member(_ key: String, _ value: String?) {
        if let value { member(key, value) }
    }

    /// A member that is an integer.
    public mutating func member(_ key: String, _ value: some BinaryInteger) {
        self.key(key)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// A member that is an integer, left out where there is none.
    public mutating func member<Integer: BinaryInteger>(_ key: String, _ value: Integer?) {
        if let value { member(key, value) }
    }

    /// A member that is a number; `null` where it is not finite.
    public mutating func member(_ key: String, _ value: Double) {
        self.key(key)
        number(value)
    }

    /// A member that is `true` or `false`.
    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// A member that is an array of strings.
    public mutating func member(_ key: String, _ values: [String]) {
        array(key) { for value in values { $0.value(value) } }
    }

    /// A member that is a string given as bytes.
    public mutating func member(_ key: String, text: Span<UInt8>) {
        self.key(key)
        quote(text)
    }

    /// A member that is JSON already.
    public mutating func member(_ key: String, json: some Sequence<UInt8>) {
        self.key(key)
        bytes.append(contentsOf: json)
    }

    /// A member that is `null`.
    public mutating func null(_ key: String) {
        self.key(key)
        bytes.append(contentsOf: "null".utf8)
    }

    // MARK: - Values

    /// A string.
    public mutating func value(_ value: String) {
        separate()
        quote(value)
    }

    /// An integer.
    public mutating func value(_ value: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// A number; `null` where it is not finite.
    public mutating func value(_ value: Double) {
        separate()
        number(value)
    }

    /// `true` or `false`.
    public mutating func value(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// A string given as bytes.
    public mutating func value(text: Span<UInt8>) {
        separate()
        quote(text)
    }

    /// JSON already.
    public mutating func value(json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    // MARK: - Punctuation

    private mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(0x3A)
        if isPretty { bytes.append(0x20) }
    }

    private mutating func separate() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
        if depth > 0 { breakLine() }
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        bytes.append(0x0A)
        for _ in 0..<depth { bytes.append(contentsOf: [0x20, 0x20]) }
    }

    private mutating func number(_ value: Double) {
        bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    }

    // MARK: - Strings

    private mutating func quote(_ text: String) { JSONText.append(text, to: &bytes) }

    private mutating func quote(_ text: Span<UInt8>) { JSONText.append(text, to: &bytes) }
}
