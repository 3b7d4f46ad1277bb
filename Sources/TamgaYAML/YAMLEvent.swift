/// What libyaml reports of a document, piece by piece. Places are counted in Unicode scalars of the text that was given.
struct YAMLEvent {
    enum Kind {
        case scalar(String, isPlain: Bool, isBlock: Bool)
        case alias(String)
        case sequenceStart
        case mappingStart
        /// Of a list or a mapping.
        case collectionEnd
        case documentStart
        /// The beginning or the end of the stream, or the end of a document.
        case boundary(isLast: Bool)
    }

    var kind: Kind
    /// The name behind `&`.
    var anchor: String?
    /// Where it begins: at its anchor or tag, if it has one.
    var start: Int
    /// Where it ends.
    var end: Int
}

/// Why libyaml goes no further, in its words.
struct YAMLComplaint: Error {
    /// What is wrong.
    var problem: String
    /// Where that was seen.
    var place: Int
    /// Where the thing began that was being read.
    var context: Int
    /// ``place`` and ``context`` are bytes, not Unicode scalars.
    var isInBytes = false
}
