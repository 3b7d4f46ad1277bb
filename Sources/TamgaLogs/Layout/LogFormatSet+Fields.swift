extension LogFormatSet {
    /// The fields that a text format gives, constants among them, in alphabetical order; `nil` where there is no such
    /// text format. `key=value` pairs and what stands in a message are not known before a record is read.
    public func fields(ofFormat name: String) -> [String]? {
        guard let format = formats.first(where: { $0.name == name }) else { return nil }
        var names = Set(format.constants.map(\.name))
        for pattern in format.patterns { names.formUnion(pattern.groups.map(\.name)) }
        return names.sorted()
    }
}
