import TamgaJSON
import TamgaModel

/// Turns events of MISP into STIX objects, and these into what every other STIX object comes to.
///
/// | in MISP | becomes |
/// | --- | --- |
/// | event | `report` with the event's UUID |
/// | attribute for detection (`to_ids`) | `indicator` with the attribute's UUID |
/// | any other attribute | `note` with the attribute's UUID |
/// | sighting | `sighting`; of a false positive `opinion`; of an expiry the end of the indicator's validity |
/// | organisation | `identity` |
/// | sharing group | `marking-definition` that nobody understands |
///
/// Values that are not for detection are notes and not cyber-observable objects: those have no versions, so that a
/// marking that becomes stricter would never reach them.
struct MISPConversion {
    private let source: String
    private let refang: Bool
    private var parser: StixObjectParser
    /// Identities and marking definitions that were handed on.
    private var told: Set<String> = []

    init(source: String, options: FeedOptions) {
        self.source = source
        refang = options.refang
        parser = StixObjectParser(source: source, options: options)
    }

    typealias Sink = (FeedItem) throws -> Void

    /// Hands on all that an event comes to.
    ///
    /// - Parameter value: where the event stands in `bytes`.
    mutating func convert(_ event: MISPEvent, at value: JSONValue, in bytes: [UInt8], _ sink: Sink) throws {
        let setting = MISPSetting(event)
        let offset = value.range.lowerBound
        if let organisation = event.organisation { try tell(organisation, sink) }
        for group in event.sharingGroups where setting.marking.groups.contains(group.id) { try tell(group, sink) }
        var references: [String] = []
        var proposals = event.proposals
        var count = 0
        func take(_ list: JSONValue?, of object: MISPObject?, _ conversion: inout MISPConversion) throws {
            guard var elements = list?.elements else { return }
            while let element = elements.next(in: bytes.span) {
                count += 1
                let attribute = MISPAttribute(element, in: bytes.span)
                proposals += attribute.proposals
                let statement = MISPStatement(attribute, object: object, setting: setting, in: bytes.span)
                let id = try conversion.take(statement, at: element.range.lowerBound, sink)
                // A report that names what may not go would not go either.
                if let id, statement.marking == setting.marking { references.append(id) }
            }
        }
        try take(event.attributes, of: nil, &self)
        if var objects = event.objects?.elements {
            while let element = objects.next(in: bytes.span) {
                let object = MISPObject(element, in: bytes.span)
                try take(object.attributes, of: object, &self)
            }
        }
        if count == 0 { try refuse("event \(event.uuid): it has no attributes", at: offset, nil, sink) }
        if proposals > 0 {
            let reason =
                "event \(event.uuid): \(proposals) proposed change(s) are not taken in before they are accepted"
            try refuse(reason, at: offset, nil, sink)
        }
        if setting.labels.count != setting.repeatedLabels.count {
            let reason =
                "event \(event.uuid): its tags are longer than \(MISPSetting.maximumLabels) bytes; its report has them, "
                + "its indicators have only their own"
            try refuse(reason, at: offset, setting.report, sink)
        }
        if references.isEmpty, count > 0, let organisation = event.organisation {
            references = [organisation.identity]
        }
        if !references.isEmpty { try emit(MISPWriter.report(setting, references), sink) }
    }

    /// Hands on an attribute with its sightings.
    ///
    /// - Returns: the id of the indicator or note; `nil` where it was refused or is gone.
    private mutating func take(_ statement: MISPStatement, at offset: Int, _ sink: Sink) throws -> String? {
        let attribute = statement.attribute
        if attribute.isBroken {
            try refuse("\(statement.title): its value has half a character in it", at: offset, nil, sink)
            return nil
        }
        if attribute.type.isEmpty || attribute.value.isEmpty {
            let what = attribute.type.isEmpty ? "type" : "value"
            try refuse("\(statement.title): it has no \(what)", at: offset, nil, sink)
            return nil
        }
        var content = MISPContent.words
        do throws(ObservableError) {
            content = try MISPContent(type: attribute.type, value: attribute.value, refang: refang)
        } catch {
            if attribute.isForDetection {
                try refuse("\(statement.title): \(error)", at: offset, "indicator--\(statement.uuid)", sink)
                return nil
            }
        }
        for group in statement.groups { try tell(group, sink) }
        let id: String
        if attribute.isForDetection, content != .words {
            id = "indicator--\(statement.uuid)"
            guard let indicator = try indicator(statement, content, statement.validity, sink) else { return nil }
            try sink(.indicator(indicator))
        } else {
            id = "note--\(statement.uuid)"
            try emit(MISPWriter.note(statement), sink)
            if content != .words {
                // It may have been for detection before: then its time is over.
                let until = attribute.timestamp ?? statement.modified
                let window = MISPStatement.window(from: attribute.firstSeen ?? statement.created, until: until)
                if let indicator = try indicator(statement, content, window, { _ in }) {
                    try sink(.retracted(indicator))
                }
            }
        }
        if statement.strangeSightings > 0 {
            let reason =
                "\(statement.title): \(statement.strangeSightings) sighting(s) of a type that MISP does not have"
            try refuse(reason, at: offset, id, sink)
        }
        for sighting in statement.sightings where sighting.kind != .expired && !statement.isDeleted {
            if let organisation = sighting.organisation { try tell(organisation, sink) }
            try emit(MISPWriter.sighting(sighting, of: id, statement), sink)
        }
        return statement.isDeleted ? nil : id
    }

    /// The indicator that an attribute comes to; `nil` where it was refused.
    private mutating func indicator(
        _ statement: MISPStatement, _ content: MISPContent, _ validity: Validity, _ sink: Sink
    ) throws -> Indicator? {
        var item = item(MISPWriter.indicator(statement, content, validity))
        if case .indicator(var indicator) = item {
            if case .values(let observables) = content {
                indicator.observables = observables
                indicator.pattern = .observables
            }
            return indicator
        }
        if case .refused(var refusal) = item {
            refusal.reason = "\(statement.title): \(refusal.reason)"
            item = .refused(refusal)
        }
        try sink(item)
        return nil
    }

    // MARK: - Handing on

    private mutating func tell(_ organisation: MISPOrganisation, _ sink: Sink) throws {
        guard told.insert(organisation.identity).inserted else { return }
        try emit(MISPWriter.identity(organisation), sink)
    }

    private mutating func tell(_ group: MISPSharingGroup, _ sink: Sink) throws {
        guard told.insert(group.id).inserted else { return }
        try emit(MISPWriter.definition(group), sink)
    }

    private mutating func emit(_ object: [UInt8], _ sink: Sink) throws { try sink(item(object)) }

    private mutating func item(_ object: [UInt8]) -> FeedItem {
        do throws(JSONError) {
            return parser.item(try JSONValue(object.span), in: object, base: nil, line: nil)
        } catch {
            return .refused(Refusal(source: source, reason: "JSON: \(error)"))
        }
    }

    private func refuse(_ reason: String, at offset: Int, _ id: String?, _ sink: Sink) throws {
        try sink(.refused(Refusal(source: source, byteOffset: offset, objectID: id, reason: reason)))
    }
}
