import TamgaModel

/// What an event says once and its attributes take over.
struct MISPSetting {
    let event: MISPEvent
    let marking: MISPMarking
    /// `object_marking_refs` of the event itself.
    let refs: [String]
    /// The event's labels, as its report has them.
    let labels: [String]
    /// The event's labels as its indicators repeat them; none where they are too long to repeat.
    let repeatedLabels: [String]
    /// The title as its indicators repeat it.
    let title: String
    let confidence: UInt8?
    /// The event's report.
    let report: String

    /// The bytes of an event's labels that are repeated on each indicator: a short event must not come to a long store.
    static let maximumLabels = 4 << 10
    /// The characters of an event's title that are repeated on each indicator.
    static let maximumTitle = 256

    init(_ event: MISPEvent) {
        self.event = event
        marking = event.marking
        refs = marking.refs
        labels = event.tags.labels
        repeatedLabels = labels.reduce(0) { $0 + $1.utf8.count } > Self.maximumLabels ? [] : labels
        title = event.info.isEmpty ? "MISP event \(event.uuid)" : String(event.info.prefix(Self.maximumTitle))
        confidence = MISPConfidence.least(in: event.tags.names)
        report = "report--\(event.uuid)"
    }

    /// `created` of what states no time of its own, as everything that is made here.
    static let origin = Timestamp(seconds: 946_684_800)
}
