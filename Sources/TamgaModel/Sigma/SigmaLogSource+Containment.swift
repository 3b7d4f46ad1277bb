extension SigmaLogSource {
    /// Whether all logs that another log source is for are among these: each attribute that is given here is given
    /// there, and says nothing else.
    public func contains(_ other: SigmaLogSource) -> Bool {
        Self.holds(categories, other.categories) && Self.holds(products, other.products)
            && Self.holds(services, other.services)
    }

    private static func holds(_ wide: [String], _ narrow: [String]) -> Bool {
        wide.isEmpty || !narrow.isEmpty && narrow.allSatisfy(wide.contains)
    }
}
