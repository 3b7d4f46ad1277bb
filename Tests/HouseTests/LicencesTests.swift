import Testing

/// The list that `tamga --licenses` prints.
@Suite struct LicencesTests {
    /// The names in the list's source.
    static let listed: Set<String> = {
        let text = SourceTree.text("Sources/tamga/Printing/Licences.swift") ?? ""
        let named = text.matches(of: /name: "([^"]+)"/).map { String($0.output.1) }
        let apple = text.matches(of: /apple\(\s*"([^"]+)"/).map { String($0.output.1) }
        return Set((named + apple).map { $0.lowercased() })
    }()

    @Test("Every package of Package.swift is in the list of licences")
    func direct() throws {
        let package = try #require(SourceTree.text("Package.swift"))
        let found = package.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)"/).map { String($0.output.1).lowercased() }
        #expect(found.count >= 10)
        #expect(Set(found).subtracting(Self.listed) == [])
    }

    @Test(
        "Every package that is resolved is in the list, and no other",
        .enabled(if: SourceTree.text("Package.resolved") != nil, "no package has been resolved here"))
    func resolved() throws {
        let text = try #require(SourceTree.text("Package.resolved"))
        let found = Set(text.matches(of: /"identity" : "([^"]+)"/).map { String($0.output.1).lowercased() })
        #expect(found.count > 20)
        let libraries: Set = ["libpcre2-8", "libsqlite3", "zlib", "swift"]
        #expect(Self.listed.subtracting(libraries) == found)
    }
}
