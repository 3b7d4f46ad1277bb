import TamgaJSON
import TamgaMatch
import TamgaModel

/// The same as ``ExplanationText``, for programs.
enum ExplanationJSON {
    /// How a record was read.
    static func write(_ reading: RecordReading, to object: inout JSONWriter) {
        object.member("formats", reading.formats)
        if reading.isMalformed { object.member("malformed", true) }
        object.member("time", reading.time.map { "\($0)" })
        object.array("log_sources") { list in
            for entry in reading.logSources { list.object { write(entry, to: &$0) } }
        }
    }

    /// An entry of the log source map.
    static func write(_ entry: LogSourceMap.Entry, to object: inout JSONWriter) {
        object.member("product", entry.product)
        object.member("category", entry.category)
        object.member("service", entry.service)
        object.member("line", entry.line)
    }

    /// Why a rule matches a record or does not.
    static func write(_ explanation: RuleExplanation, _ rule: SigmaRule, to object: inout JSONWriter) {
        object.member("rule_id", rule.key)
        object.member("rule_title", rule.title)
        object.member("verdict", explanation.verdict.rawValue)
        object.member("mapped", explanation.isMapped)
        object.array("ways") { ways in
            for way in explanation.ways {
                ways.object { inner in
                    inner.array("log_sources") { list in
                        for entry in way.entries { list.object { write(entry, to: &$0) } }
                    }
                    inner.object("condition") { write(way.condition, to: &$0) }
                }
            }
        }
    }

    /// Rules are nested at most ``RuleTable/deepestCondition`` deep.
    private static func write(_ part: ExplainedPart, to object: inout JSONWriter) {
        object.member("verdict", part.verdict.rawValue)
        switch part.kind {
        case .search(let name): object.member("search", name)
        case .all: object.member("join", "all of")
        case .any: object.member("join", "one of")
        case .not: object.member("join", "not")
        case .test(let test):
            object.member("test", test.test.text)
            object.member("line", test.test.line)
            object.member("field", test.test.field)
            if test.test.field != nil { object.member("absent", test.values.isEmpty) }
            object.array("values") { list in
                for value in test.values { list.object { write(value, to: &$0) } }
            }
            if !test.others.isEmpty {
                object.array("against") { list in
                    for value in test.others { list.object { write(value, to: &$0) } }
                }
            }
            return
        }
        object.array("parts") { list in
            for inner in part.parts { list.object { write(inner, to: &$0) } }
        }
    }

    private static func write(_ value: ExplainedValue, to object: inout JSONWriter) {
        object.member("name", value.name)
        if value.name != nil { object.member("value", value.text) }
        object.member("verdict", value.verdict.rawValue)
        object.member("matched", value.matched)
        if let span = value.span { write("span", span, to: &object) }
        if let place = value.place { write("record_span", place, to: &object) }
    }

    /// Bytes from 0, the end not among them.
    static func write(_ key: String, _ range: Range<Int>, to object: inout JSONWriter) {
        object.array(key) { list in
            list.value(range.lowerBound)
            list.value(range.upperBound)
        }
    }
}
