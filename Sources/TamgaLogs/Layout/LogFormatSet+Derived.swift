extension LogFormatSet {
    /// The fields whose values need not stand in a record of text, since a format states them or works them out.
    public var derivedNames: Set<String> {
        formats.reduce(into: ["facility", "severity"]) { names, format in
            for pattern in format.patterns {
                names.formUnion(pattern.constants.map(\.name))
                names.formUnion(pattern.fallbacks.map(\.name))
            }
        }
    }
}
