import Benchmark

/// What is measured of every stage, and how far it may move.
enum StageMetrics {
    /// Calls for memory in a turn. The harness's own `mallocCountTotal` is 0 without its preloaded library.
    static let allocations = BenchmarkMetric.custom("allocations")
    /// Of input, by the clock.
    static let megabytes = BenchmarkMetric.custom("MB/s", polarity: .prefersLarger, useScalingFactor: false)
    /// Of items, by the clock.
    static let thousands = BenchmarkMetric.custom("thousands/s", polarity: .prefersLarger, useScalingFactor: false)

    /// Seconds are shown and not held: two machines have different ones. Instructions and calls for memory are held
    /// against Thresholds/, by these tolerances in percent.
    static var configuration: Benchmark.Configuration {
        // No peak of memory: a thread that looks at it every few milliseconds would be counted with the work.
        Benchmark.Configuration(
            metrics: [.wallClock, .cpuTotal, .throughput, .instructions, allocations, megabytes, thousands],
            warmupIterations: 1, maxDuration: .seconds(2), maxIterations: 100,
            thresholds: [
                .instructions: BenchmarkThresholds(relative: [.p90: 3]),
                allocations: BenchmarkThresholds(relative: [.p90: 3]),
            ])
    }
}
