/// What the program is built from, and on what terms.
enum Licences {
    /// A package or a library of the system.
    struct Part {
        let name: String
        /// The licence by its SPDX identifier.
        let licence: String
        let address: String
    }

    /// The packages, in the order of their names: those of Package.swift and those that they bring.
    static let packages: [Part] = [
        Part(
            name: "async-http-client", licence: "Apache-2.0",
            address: "https://github.com/swift-server/async-http-client"),
        Part(name: "GRDB.swift", licence: "MIT", address: "https://github.com/groue/GRDB.swift"),
        Part(name: "hummingbird", licence: "Apache-2.0", address: "https://github.com/hummingbird-project/hummingbird"),
        apple("swift-algorithms"), apple("swift-argument-parser"), apple("swift-asn1"), apple("swift-async-algorithms"),
        apple("swift-atomics"), apple("swift-certificates"), apple("swift-collections"), apple("swift-configuration"),
        // Each holds a copy of BoringSSL.
        apple("swift-crypto", and: "OpenSSL AND ISC"), apple("swift-distributed-tracing"),
        apple("swift-http-structured-headers"), apple("swift-http-types"), apple("swift-log"), apple("swift-metrics"),
        apple("swift-nio"), apple("swift-nio-extras"), apple("swift-nio-http2"),
        apple("swift-nio-ssl", and: "OpenSSL AND ISC"), apple("swift-nio-transport-services"), apple("swift-numerics"),
        apple("swift-service-context"),
        Part(
            name: "swift-service-lifecycle", licence: "Apache-2.0",
            address: "https://github.com/swift-server/swift-service-lifecycle"),
        apple("swift-system"),
        // libyaml is in it.
        Part(name: "Yams", licence: "MIT", address: "https://github.com/jpsim/Yams"),
    ]

    /// What is linked from the system.
    static let libraries: [Part] = [
        Part(name: "libpcre2-8", licence: "BSD-3-Clause", address: "https://www.pcre.org"),
        Part(name: "libsqlite3", licence: "blessing", address: "https://www.sqlite.org/copyright.html"),
        Part(name: "zlib", licence: "Zlib", address: "https://zlib.net"),
        Part(name: "swift", licence: "Apache-2.0 WITH Swift-exception", address: "https://www.swift.org"),
    ]

    private static func apple(_ name: String, and more: String? = nil) -> Part {
        Part(
            name: name, licence: "Apache-2.0" + (more.map { " AND \($0)" } ?? ""),
            address: "https://github.com/apple/\(name)")
    }

    /// A line a part.
    static var text: String {
        var rows = [["name", "licence", "from"], ["tamga", "Apache-2.0", ""]]
        for part in packages + libraries { rows.append([part.name, part.licence, part.address]) }
        return PlainTable.text(rows)
    }
}
