extension CorrelationEvents {
    /// The same events, of a source with another number.
    public func ofSource(_ number: Int) -> CorrelationEvents {
        var events = CorrelationEvents()
        var reader = CorrelationEventReader(bytes[...])
        while var event = reader.next() {
            event.place.source = number
            events.append(event)
        }
        return events
    }
}
