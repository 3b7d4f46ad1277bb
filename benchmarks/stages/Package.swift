// swift-tools-version: 6.2
import PackageDescription

// Benchmarks of the stages of Tamga's pipeline. A package of its own, so that whoever builds Tamga neither fetches nor
// compiles a benchmark harness.
let stages = [
    "InputStage", "SiftStage", "ConfirmStage", "CompileStage", "JSONStage", "StixStage", "StoreStage", "WindowsStage",
    "TaxiiStage",
]

let package = Package(
    name: "tamga-stages",
    dependencies: [
        .package(name: "tamga", path: "../.."),
        // Without traits: neither jemalloc nor preloaded libraries. CAllocations counts calls for memory.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "CAllocations"),
        .target(
            name: "StageSupport",
            dependencies: [
                "CAllocations",
                .product(name: "TamgaStages", package: "tamga"),
                .product(name: "Benchmark", package: "benchmark"),
            ]),
    ]
        + stages.map { stage in
            // The harness finds suites by their folder, which must be called Benchmarks.
            .executableTarget(
                name: stage,
                dependencies: [
                    "StageSupport",
                    .product(name: "TamgaStages", package: "tamga"),
                    .product(name: "Benchmark", package: "benchmark"),
                ],
                path: "Benchmarks/\(stage)",
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
        },
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.name != "CAllocations" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
    ]
}
