/// Which state of a file was fetched last, by what its server calls it (RFC 9110 §8.8).
public struct FilePlace: Hashable, Sendable, Codable {
    /// `ETag`, as it was written.
    public var tag: String?
    /// `Last-Modified`, as it was written.
    public var modified: String?

    /// Nothing fetched.
    public init() {}

    /// Reads what ``text`` wrote.
    public init(text: String?) { self = JSONText.read(FilePlace.self, text) ?? FilePlace() }

    /// As the store keeps it.
    public var text: String { JSONText.of(self) }

    /// What makes a request a conditional one.
    var headers: [(name: String, value: String)] {
        (tag.map { [("If-None-Match", $0)] } ?? []) + (modified.map { [("If-Modified-Since", $0)] } ?? [])
    }

    /// The state of an answer.
    init(_ reply: WebReply) {
        tag = reply.header("ETag")
        modified = reply.header("Last-Modified")
    }
}
