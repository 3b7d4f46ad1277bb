import TamgaJSON
public import TamgaModel
public import TamgaRelease
public import TamgaStore

extension ReleasePolicy {
    /// The policy over the marking definitions that a store has.
    public init(community: Community, definitionsIn store: Store) throws {
        self.init(community: community, definitions: try store.markingDefinitions())
    }
}

extension Store {
    /// The marking definitions that are here, all that are kept under one id.
    public func markingDefinitions() throws -> [MarkingDefinition] {
        var definitions: [MarkingDefinition] = []
        try view { definitions = try $0.markingDefinitions() }
        return definitions
    }
}

extension StoreView {
    /// The marking definitions that are in view, all that are kept under one id.
    public func markingDefinitions() throws -> [MarkingDefinition] {
        var definitions: [MarkingDefinition] = []
        try forEachObject(matching: ObjectQuery(types: ["marking-definition"], includesHistory: true)) { stored in
            guard let value = try? JSONValue(stored.original.span) else { return }
            if let definition = MarkingDefinition(value, in: stored.original.span) { definitions.append(definition) }
        }
        return definitions
    }
}
