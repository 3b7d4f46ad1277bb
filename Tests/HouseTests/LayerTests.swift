import Testing

/// The layers of ARCHITECTURE.md: an arrow goes down only, siblings know nothing of each other, and each foreign
/// library has one importer.
@Suite struct LayerTests {
    /// What the toolchain brings and any module may use.
    static let ground: Set = ["Swift", "Synchronization", "FoundationEssentials"]

    /// What each module may import besides ``ground``.
    static let table: [String: Set<String>] = [
        // 0 ground
        "TamgaModel": [],
        "TamgaRules": [],
        // 1 fences
        "PCRE2": ["CPCRE2", "Glibc"],
        "TamgaJSON": ["TamgaModel"],
        "TamgaLogs": ["TamgaModel", "TamgaJSON", "PCRE2"],
        "TamgaYAML": ["CYaml"],
        "TamgaStixPattern": ["TamgaModel", "TamgaJSON", "PCRE2"],
        "TamgaRelease": ["TamgaModel", "TamgaJSON"],
        "TamgaUUID": ["Crypto"],
        "TamgaTAXII": ["TamgaModel", "TamgaJSON", "TamgaUUID"],
        // 2 engines
        "TamgaFormats": [
            "TamgaModel", "TamgaJSON", "TamgaYAML", "TamgaStixPattern", "TamgaRelease", "TamgaUUID", "PCRE2",
        ],
        "TamgaStore": ["TamgaModel", "TamgaJSON", "TamgaUUID", "GRDB", "Glibc"],
        "TamgaMatch": [
            "TamgaModel", "TamgaJSON", "TamgaLogs", "TamgaUUID", "PCRE2", "CTamgaSift", "CVectorscan", "Dispatch",
            "Glibc",
        ],
        "TamgaCorrelate": ["TamgaModel", "TamgaUUID", "TamgaStixPattern", "Glibc"],
        "TamgaReport": ["TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaUUID"],
        "TamgaExercise": ["TamgaModel", "TamgaJSON", "Dispatch"],
        // 3 edges
        "TamgaExchange": [
            "TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaTAXII", "TamgaFormats", "TamgaStore", "TamgaReport",
            "TamgaUUID",
            "CZlib", "Hummingbird", "HummingbirdTLS", "AsyncHTTPClient", "HTTPTypes", "Logging", "NIOCore", "NIOSSL",
            "NIOFoundationCompat", "NIOHTTP1", "Dispatch", "HummingbirdCore", "Glibc",
        ],
        // 4 wiring
        "tamga": [
            "TamgaModel", "TamgaRules", "PCRE2", "TamgaJSON", "TamgaStixPattern", "TamgaRelease", "TamgaLogs",
            "TamgaFormats", "TamgaStore", "TamgaMatch", "TamgaCorrelate", "TamgaReport", "TamgaTAXII", "TamgaExchange",
            "TamgaExercise", "CTamgaBuild", "ArgumentParser", "Logging", "Glibc",
        ],
    ]

    @Test("Every import under Sources/ stands in the table of layers", arguments: SourceTree.files)
    func importsGoDown(_ file: SourceTree.File) throws {
        let allowed = try #require(Self.table[file.module], "the module \(file.module) is not in the table of layers")
        for (number, module) in imports(file) where !Self.ground.contains(module) {
            #expect(allowed.contains(module), "\(file.path):\(number) imports \(module)")
        }
    }

    @Test("The ground stands on the standard library alone")
    func groundIsBare() {
        for file in SourceTree.files where file.module == "TamgaModel" {
            #expect(imports(file).map(\.module) == [], "\(file.path)")
        }
    }

    @Test(
        "Each foreign library has one importer",
        arguments: ["CPCRE2", "CVectorscan", "CYaml", "Crypto", "GRDB", "ArgumentParser"])
    func oneImporter(_ library: String) {
        let importers = Set(SourceTree.files.filter { imports($0).contains { $0.module == library } }.map(\.module))
        #expect(importers.count == 1, "\(library) is imported by \(importers.sorted())")
    }

    @Test("Only FoundationEssentials, never the whole of Foundation")
    func noFoundation() {
        for file in SourceTree.files {
            #expect(!imports(file).contains { $0.module == "Foundation" }, "\(file.path)")
        }
    }

    /// What each package of Package.swift is imported as.
    static let dependencies = [
        "swift-argument-parser": "ArgumentParser", "swift-crypto": "Crypto", "GRDB.swift": "GRDB", "Yams": "CYaml",
        "hummingbird": "Hummingbird", "async-http-client": "AsyncHTTPClient", "swift-http-types": "HTTPTypes",
        "swift-log": "Logging", "swift-nio": "NIOCore", "swift-nio-ssl": "NIOSSL",
    ]

    @Test("Each dependency of the package is known here")
    func dependenciesAreKnown() throws {
        let package = try #require(SourceTree.text("Package.swift"))
        let found = package.split(separator: "\n").filter { $0.contains(".package(url:") }.compactMap {
            $0.split(separator: "\"").dropFirst().first?.split(separator: "/").last.map(String.init)
        }
        #expect(Set(found) == Set(Self.dependencies.keys))
    }

    @Test(
        "Each dependency and each module is named in ARCHITECTURE.md",
        .enabled(if: SourceTree.text("ARCHITECTURE.md") != nil),
        arguments: dependencies.values.sorted() + table.keys.sorted())
    func architectureNames(_ module: String) throws {
        let isNamed = try #require(SourceTree.text("ARCHITECTURE.md")).contains(module)
        #expect(isNamed, "ARCHITECTURE.md does not say what \(module) is for")
    }

    /// The modules that a file imports, with the lines that do.
    private func imports(_ file: SourceTree.File) -> [(number: Int, module: String)] {
        file.code.compactMap { number, text in
            let words = text.split(separator: " ")
            guard let at = words.firstIndex(of: "import"),
                words[..<at].allSatisfy({
                    $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
                }),
                let name = words.last
            else { return nil }
            return (number, String(name.prefix { $0 != "." }))
        }
    }
}
