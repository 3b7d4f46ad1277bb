import TamgaLogs
import TamgaModel

/// In every layout each field of a record lies inside it, and its time and host are read without a trap.
final class RecordProperty: FuzzProperty {
    private static let layouts: [(layout: LogLayout, header: RecordHeader?)] = {
        [
            "text": "", "json": "[",
            "zeek": "#fields\tts\tid.orig_h\tnote\tset\n#types\ttime\taddr\tstring\tset[string]\n",
            "w3c": "#Date: 2026-11-23\n#Fields: time s-ip cs-method cs-uri-stem cs-uri-query cs(User-Agent) c-ip\n",
            "csv": "time,host,text\n", "journald": "",
        ].sorted { $0.key < $1.key }.compactMap { name, head in
            guard let layout = KnownFormats.set.layout(named: name, head: Array(head.utf8)) else { return nil }
            var tracker = HeaderTracker(layout, in: KnownFormats.set)
            _ = tracker.read(Array(head.utf8).span)
            return (layout, tracker.header)
        }
    }()

    private var parser = RecordParser(KnownFormats.set)
    private var fields = RecordFields()
    private let clock = RecordClock(newest: Timestamp(seconds: 1_764_000_000))

    func failure(on input: [UInt8]) -> String? {
        let (layout, header) = Self.layouts[input.count % Self.layouts.count]
        for (layout, header) in [(layout, header), (KnownFormats.set.recognise(head: input), nil)] {
            parser.parse(input.span, layout: layout, header: header, into: &fields)
            for field in fields.fields {
                let end = field.isDecoded ? fields.decoded.count : input.count
                guard field.value.lowerBound >= 0, field.value.upperBound <= end else {
                    return "\(layout.name): \(field.name) lies at \(field.value) of \(end)"
                }
                if field.nameID >= 0, KnownFormats.set.names[field.nameID] != field.name { return "a name of another" }
            }
            _ = parser.time(of: input.span, layout: layout, header: header, fields: fields, clock: clock)
        }
        _ = clock.time(of: input.span)
        if let host = RecordHost.syslogHost(of: input.span), host.lowerBound < 0 || host.upperBound > input.count {
            return "a host at \(host)"
        }
        _ = RecordField.value(of: "a.b", in: input.span)
        return nil
    }
}
