// swift-tools-version: 6.2
import PackageDescription

// The commit that is built: as the build is told it, or as git says.
let commit =
    Context.environment["TAMGA_COMMIT"]
    ?? Context.gitInformation.map { git in
        git.currentCommit.prefix(12) + (git.hasUncommittedChanges ? "-dirty" : "")
    }

// The layers, from the ground up. An arrow goes down only; Tests/HouseTests holds every
// `import` under Sources/ against the table in ARCHITECTURE.md.
let package = Package(
    name: "tamga",
    products: [
        .executable(name: "tamga", targets: ["tamga"]),
        // What benchmarks/stages, a package of its own, measures: its benchmark harness is no dependency of Tamga's. Not an
        // interface for others: nothing in it is kept stable.
        .library(
            name: "TamgaStages",
            targets: [
                "TamgaModel", "TamgaRules", "TamgaJSON", "TamgaLogs", "TamgaTAXII", "TamgaFormats", "TamgaStore",
                "TamgaMatch", "TamgaCorrelate",
            ]),
    ],
    traits: [
        .trait(
            name: "Vectorscan",
            description:
                "Look for rules' literals with libvectorscan where there are a hundred or more. Hits are the same.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // 0 ground
        .target(name: "TamgaModel"),
        .target(name: "TamgaRules", resources: [.embedInCode("formats"), .embedInCode("logsources.yml")]),

        // 1 fences
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .target(name: "PCRE2", dependencies: ["CPCRE2"]),
        .target(name: "TamgaJSON", dependencies: ["TamgaModel"]),
        .target(name: "TamgaLogs", dependencies: ["TamgaModel", "TamgaJSON", "PCRE2"]),
        .target(name: "TamgaYAML", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(name: "TamgaStixPattern", dependencies: ["TamgaModel", "TamgaJSON", "PCRE2"]),
        .target(name: "TamgaRelease", dependencies: ["TamgaModel", "TamgaJSON"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Without `pkgConfig`: where the trait is off, nobody is asked for the library.
        .systemLibrary(name: "CVectorscan", providers: [.apt(["libvectorscan-dev"])]),
        .target(name: "TamgaTAXII", dependencies: ["TamgaModel", "TamgaJSON", "TamgaUUID"]),
        .target(name: "TamgaUUID", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // 2 engines
        .target(
            name: "TamgaFormats",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaYAML", "TamgaStixPattern", "TamgaRelease", "TamgaUUID", "PCRE2",
            ]),
        .target(
            name: "TamgaStore",
            dependencies: [
                "TamgaModel", "TamgaUUID",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "CTamgaSift"),
        // The commit: a file in C, so that another commit makes nothing else be compiled anew.
        .target(name: "CTamgaBuild", cSettings: commit.map { [.define("TAMGA_COMMIT", to: "\"\($0)\"")] } ?? []),
        .target(
            name: "TamgaMatch",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaLogs", "TamgaUUID", "PCRE2", "CTamgaSift",
                .target(name: "CVectorscan", condition: .when(traits: ["Vectorscan"])),
            ]),
        .target(name: "TamgaCorrelate", dependencies: ["TamgaModel", "TamgaUUID", "TamgaStixPattern"]),
        .target(
            name: "TamgaReport", dependencies: ["TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaUUID"],
            resources: [
                .embedInCode("Languages/en.txt"), .embedInCode("Languages/ru.txt"), .embedInCode("Languages/uz.txt"),
                .embedInCode("Languages/zh.txt"),
            ]),

        .target(name: "TamgaExercise", dependencies: ["TamgaModel", "TamgaJSON"]),

        // 3 edges
        .target(
            name: "TamgaExchange",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaTAXII", "TamgaFormats", "TamgaStore", "TamgaReport",
                "TamgaUUID", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.embedInCode("Dashboard/Assets/dashboard.js")]),

        // 4 wiring
        .executableTarget(
            name: "tamga",
            dependencies: [
                "TamgaModel", "TamgaRules", "PCRE2", "TamgaJSON", "TamgaStixPattern", "TamgaRelease", "TamgaLogs",
                "TamgaFormats", "TamgaStore", "TamgaMatch", "TamgaCorrelate", "TamgaReport", "TamgaTAXII",
                "TamgaExchange", "TamgaExercise", "CTamgaBuild",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // tests
        .target(name: "TamgaTestSupport", dependencies: ["TamgaModel"], path: "Tests/TamgaTestSupport"),
        .testTarget(name: "TamgaModelTests", dependencies: ["TamgaModel", "TamgaTestSupport"]),
        .testTarget(name: "TamgaJSONTests", dependencies: ["TamgaJSON", "TamgaTestSupport"]),
        .testTarget(name: "TamgaYAMLTests", dependencies: ["TamgaYAML", "TamgaTestSupport"]),
        .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaLogsTests",
            dependencies: ["TamgaModel", "TamgaRules", "TamgaJSON", "TamgaLogs", "TamgaFormats", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaStixPatternTests",
            dependencies: ["TamgaModel", "TamgaJSON", "TamgaStixPattern", "TamgaFormats", "TamgaTestSupport"]),
        .testTarget(name: "TamgaRulesTests", dependencies: ["TamgaRules"]),
        .testTarget(
            name: "TamgaReleaseTests", dependencies: ["TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaTestSupport"]),
        .testTarget(name: "TamgaUUIDTests", dependencies: ["TamgaUUID"]),
        .testTarget(
            name: "TamgaFormatsTests", dependencies: ["TamgaFormats", "TamgaRelease", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaStoreTests",
            dependencies: ["TamgaStore", "TamgaTestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(
            name: "TamgaMatchTests",
            dependencies: ["TamgaMatch", "PCRE2", "TamgaLogs", "TamgaFormats", "TamgaRules", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaCorrelateTests",
            dependencies: ["TamgaModel", "TamgaCorrelate", "TamgaStixPattern", "TamgaFormats", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaReportTests",
            dependencies: ["TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaReport", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaExerciseTests", dependencies: ["TamgaModel", "TamgaJSON", "TamgaExercise", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaTAXIITests", dependencies: ["TamgaModel", "TamgaJSON", "TamgaTAXII", "TamgaTestSupport"]),
        .testTarget(
            name: "TamgaExchangeTests",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaRelease", "TamgaTAXII", "TamgaFormats", "TamgaStore", "TamgaReport",
                "TamgaExchange", "TamgaTestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(name: "TamgaTests", dependencies: ["tamga", "TamgaTestSupport"]),
        .testTarget(name: "HouseTests", dependencies: ["TamgaTestSupport"]),

        // hostile input: what must hold of any bytes, and the command that tries it (make fuzz)
        .target(
            name: "TamgaFuzzing",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaYAML", "PCRE2", "TamgaLogs", "TamgaStixPattern", "TamgaFormats",
                "TamgaRules", "TamgaMatch", "TamgaTAXII", "TamgaTestSupport",
            ],
            path: "Tests/TamgaFuzzing"),
        .executableTarget(name: "tamga-fuzz", dependencies: ["TamgaFuzzing"], path: "Tests/TamgaFuzzCommand"),
        .testTarget(
            name: "TamgaFuzzTests",
            dependencies: [
                "TamgaModel", "TamgaJSON", "TamgaYAML", "PCRE2", "TamgaFormats", "TamgaMatch", "TamgaTAXII",
                "TamgaFuzzing", "TamgaTestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// One place for the settings of every Swift target.
for target in package.targets where target.type != .system && !["CTamgaSift", "CTamgaBuild"].contains(target.name) {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
    ]
    let isForTests = target.path?.hasPrefix("Tests/") == true
    if target.type != .test && !isForTests { settings.append(.strictMemorySafety()) }
    target.swiftSettings = settings
}
