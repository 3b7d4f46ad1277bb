import TamgaModel

/// A STIX object on its way in, whether indicator or not.
struct ArrivingObject {
    var id: String
    var type: String
    /// Objects without versions have one that never changes.
    var modified: Int64
    var createdBy: String?
    var name: String?
    var isRevoked: Bool
    var link: StixObject.Link
    var original: [UInt8]
    /// `nil` where the object is no indicator.
    var indicator: Indicator?

    init(_ indicator: Indicator, id: String) {
        self.id = id
        type = "indicator"
        modified = (indicator.modified ?? indicator.created)?.microseconds ?? 0
        createdBy = BoundedText.id(indicator.createdBy)
        name = indicator.name.map { BoundedText.cut($0, 1_024) }
        isRevoked = indicator.isRevoked
        link = .none
        original = indicator.original
        self.indicator = indicator
    }

    init(_ object: StixObject) {
        id = object.id
        type = BoundedText.cut(object.type, 256)
        modified = (object.modified ?? object.created)?.microseconds ?? 0
        createdBy = BoundedText.id(object.createdBy)
        name = object.name.map { BoundedText.cut($0, 1_024) }
        isRevoked = object.isRevoked
        link = object.link
        original = object.original
    }

    /// The `form` column.
    var form: String? {
        switch indicator?.pattern {
        case nil: nil
        case .observables: "observables"
        case .richer: "richer"
        case .foreign(let language): "foreign:" + BoundedText.cut(language, 64)
        }
    }

    /// True for an indicator whose pattern says more than a list of values: the matcher runs it.
    var isPattern: Bool { form.map { $0 != "observables" } ?? false }

    var country: String? {
        if case .country(let state) = link { state.code } else { nil }
    }

    var relationship: (type: String, source: String, target: String)? {
        guard case .relationship(let type, let source, let target) = link, let source = BoundedText.id(source),
            let target = BoundedText.id(target)
        else { return nil }
        return (BoundedText.cut(type, 256), source, target)
    }
}
