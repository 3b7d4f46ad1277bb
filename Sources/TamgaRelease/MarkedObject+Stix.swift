public import TamgaJSON
public import TamgaModel

extension MarkedObject {
    /// Reads what a STIX object says of who may have it. A property that stands twice is read twice, so that no
    /// other reader's choice of one can loosen it; markings that are not what they must be are ``faults``.
    ///
    /// - Parameters:
    ///   - object: the object, validated.
    ///   - sharedBy: who handed it over; it counts only where the object does not say who created it.
    public init(_ object: JSONValue, in bytes: Span<UInt8>, sharedBy: MemberState? = nil) {
        self.init(id: "", type: "")
        var granularLists: [JSONValue] = []
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            switch member.key.string(in: bytes) {
            case "type": type = value.string(in: bytes) ?? type
            case "id": id = value.string(in: bytes) ?? id
            case "created_by_ref": createdBy = value.string(in: bytes) ?? "another value than an id"
            case "object_marking_refs": readMarkings(value, bytes)
            case "granular_markings": granularLists.append(value)
            case "extensions":
                read(RecipientExtension.read(value, in: bytes))
                addReferences(in: value, false, bytes)
            case let key?:
                // Another reader may know it in this case as well.
                if Self.isShouted(key), Self.ofMarking.contains(key.lowercased()) {
                    faults.append("“\(key.lowercased())” stands in other letters")
                }
                addReferences(under: key, value, bytes)
            case nil: break
            }
        }
        var budget = max(16, Self.selectorWork / max(1, object.range.count))
        for list in granularLists { readGranular(list, of: object, bytes, &budget) }
        if createdBy == nil { self.sharedBy = sharedBy }
        references += markings.filter { Marking(definitionID: $0) == nil }
    }

    /// Whether a name has capitals; those of STIX have none.
    private static func isShouted(_ key: String) -> Bool { key.utf8.contains { 0x41...0x5A ~= $0 } }

    /// The properties that say who may have an object.
    private static let ofMarking: Set<String> = [
        "object_marking_refs", "granular_markings", "extensions", "created_by_ref",
    ]

    private mutating func read(_ extension: RecipientExtension.Reading) {
        switch `extension` {
        case .absent: break
        case .named(let states): recipients = recipients?.intersection(states) ?? states
        case .malformed(let reason): faults.append(reason)
        }
    }

    private mutating func readMarkings(_ value: JSONValue, _ bytes: Span<UInt8>) {
        guard value.kind == .array else {
            faults.append("“object_marking_refs” is no list")
            return
        }
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            if let ref = element.string(in: bytes) {
                markings.append(ref)
            } else {
                faults.append("“object_marking_refs” holds something that is no id")
            }
        }
    }

    /// Bytes that following an object's selectors may read over: a hostile one must not cost its size squared.
    private static let selectorWork = 1 << 28

    /// - Parameter budget: how many selectors may still be followed.
    private mutating func readGranular(
        _ value: JSONValue, of object: JSONValue, _ bytes: Span<UInt8>, _ budget: inout Int
    ) {
        guard value.kind == .array else {
            faults.append("“granular_markings” is no list")
            return
        }
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            guard element.kind == .object else {
                faults.append("“granular_markings” holds something that is no marking")
                continue
            }
            var refs: [String] = []
            var selectors: [GranularMarking.Selector] = []
            var isLanguage = false
            var isSound = true
            var members = element.members
            while let member = members.next(in: bytes) {
                switch member.key.string(in: bytes) {
                case "marking_ref":
                    if let ref = member.value.string(in: bytes) { refs.append(ref) } else { isSound = false }
                case "lang": isLanguage = true
                case "selectors":
                    var paths = member.value.elements
                    isSound = isSound && member.value.kind == .array
                    while let path = paths.next(in: bytes) {
                        guard let text = path.string(in: bytes) else {
                            isSound = false
                            continue
                        }
                        budget -= 1
                        guard budget >= 0 else {
                            faults.append("it has more granular markings than can be followed")
                            return
                        }
                        selectors.append(.init(path: text, target: target(of: text, in: object, bytes)))
                    }
                default: break
                }
            }
            guard isSound, !selectors.isEmpty, !refs.isEmpty || isLanguage else {
                faults.append("a granular marking lacks its marking or its selectors")
                continue
            }
            for ref in refs {
                granular.append(GranularMarking(marking: ref, selectors: selectors))
                if Marking(definitionID: ref) == nil { references.append(ref) }
            }
        }
    }

    /// Follows a selector (STIX 2.1 §7.2.3.1): names and `[n]`, with dots between.
    private func target(of path: String, in object: JSONValue, _ bytes: Span<UInt8>) -> GranularMarking.Target {
        let steps = path.split(separator: ".", omittingEmptySubsequences: false)
        var value = object
        for step in steps {
            if step.hasPrefix("["), step.hasSuffix("]") {
                guard let index = Int(step.dropFirst().dropLast()), index >= 0, value.kind == .array,
                    let element = Self.element(index, of: value, bytes)
                else { return .nothing }
                value = element
            } else {
                guard let member = value.member(String(step), in: bytes) else { return .nothing }
                value = member
            }
        }
        let property = String(steps.first ?? "")
        return RequiredProperties.contains(property, type: type) ? .required : .optional
    }

    private static func element(_ index: Int, of array: JSONValue, _ bytes: Span<UInt8>) -> JSONValue? {
        var elements = array.elements
        var place = 0
        while let element = elements.next(in: bytes) {
            if place == index { return element }
            place += 1
        }
        return nil
    }

    // MARK: - References

    /// A property whose name ends as those of references do holds references, in whatever shape: one where a list should be,
    /// a list where one should be, lists in lists.
    private mutating func addReferences(under key: String, _ value: JSONValue, _ bytes: Span<UInt8>) {
        let name = Self.isShouted(key) ? key.lowercased() : key
        addReferences(in: value, name.hasSuffix("_ref") || name.hasSuffix("_refs"), bytes)
    }

    /// Looks into objects and arrays; the validator has bounded how deep they are.
    ///
    /// - Parameter isReference: every string is one.
    private mutating func addReferences(in value: JSONValue, _ isReference: Bool, _ bytes: Span<UInt8>) {
        switch value.kind {
        case .object:
            var members = value.members
            while let member = members.next(in: bytes) {
                if isReference {
                    addReferences(in: member.value, true, bytes)
                } else {
                    addReferences(under: member.key.string(in: bytes) ?? "", member.value, bytes)
                }
            }
        case .array:
            var elements = value.elements
            while let element = elements.next(in: bytes) { addReferences(in: element, isReference, bytes) }
        case .string where isReference:
            if let ref = value.string(in: bytes) { references.append(ref) }
        default: break
        }
    }
}
