internal import CYaml

/// libyaml's event parser over one text.
// Safe: the parser and the text lie at addresses of their own, which nothing else knows, from `init` to `deinit`; an
// event is copied into Swift's values and deleted before `next` returns; libyaml's strings end with a zero, and of
// scalars it says the length.
@safe struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    /// A parser over UTF-8; `nil` where there is no memory for one.
    init?(_ bytes: ArraySlice<UInt8>) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        // One more than needed: no bytes are an address too.
        let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + 1)
        _ = unsafe text.initialize(fromContentsOf: bytes + [0])
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe self.parser = parser
        unsafe self.text = text
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next event. Behind a complaint, and behind the end of the stream, there is none.
    mutating func next() throws(YAMLComplaint) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw complaint }
        defer { unsafe yaml_event_delete(&event) }
        var anchor: String?
        let kind: YAMLEvent.Kind
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            anchor = unsafe Self.string(scalar.anchor)
            let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let style = unsafe scalar.style
            kind = unsafe .scalar(
                String(decoding: value, as: UTF8.self), isPlain: style == YAML_PLAIN_SCALAR_STYLE,
                isBlock: style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
        case YAML_ALIAS_EVENT: kind = unsafe .alias(Self.string(event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT:
            anchor = unsafe Self.string(event.data.sequence_start.anchor)
            kind = .sequenceStart
        case YAML_MAPPING_START_EVENT:
            anchor = unsafe Self.string(event.data.mapping_start.anchor)
            kind = .mappingStart
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .collectionEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: kind = .boundary(isLast: true)
        default: kind = .boundary(isLast: false)
        }
        return unsafe YAMLEvent(
            kind: kind, anchor: anchor, start: Int(event.start_mark.index), end: Int(event.end_mark.index))
    }

    private var complaint: YAMLComplaint {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "out of memory"
        if unsafe state.error == YAML_READER_ERROR {
            let place = unsafe Int(state.problem_offset)
            return YAMLComplaint(problem: problem, place: place, context: place, isInBytes: true)
        }
        let place = unsafe Int(state.problem_mark.index)
        let context = unsafe state.context == nil ? place : Int(state.context_mark.index)
        return YAMLComplaint(problem: problem, place: place, context: context)
    }

    private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe bytes.map { unsafe String(cString: $0) }
    }
}
