import Benchmark
import CAllocations

/// What a benchmark of a stage works on.
public struct Prepared<Input, Answer: Equatable> {
    /// What is measured works on this.
    public var input: Input
    /// How much of it there is.
    public var amount: Amount
    /// What comes out where all is right, known from how the input was made and not from Tamga.
    public var answer: Answer

    /// Input with its answer.
    public init(_ input: Input, _ amount: Amount, answer: Answer) {
        self.input = input
        self.amount = amount
        self.answer = answer
    }
}

/// How much a benchmark goes through in one turn.
public enum Amount {
    /// Bytes; shown as megabytes a second.
    case bytes(Int)
    /// Records, indicators, events; shown as thousands a second.
    case items(Int)
}

/// Measures one piece of work: the rest of a turn, such as making an empty store, is left out.
public final class Meter {
    private let benchmark: Benchmark
    private(set) var allocations = 0
    private(set) var duration = Duration.zero

    init(_ benchmark: Benchmark) { self.benchmark = benchmark }

    /// Does the work, and measures it. Once a turn.
    public func callAsFunction<Value>(_ work: () throws -> Value) rethrows -> Value {
        benchmark.startMeasurement()
        let start = ContinuousClock.now
        let before = tamga_allocations()
        let value = try work()
        allocations = tamga_allocations() - before
        duration = ContinuousClock.now - start
        benchmark.stopMeasurement()
        return value
    }
}

/// Registers a benchmark of a stage. Its name has no spaces: the harness finds the thresholds of no other.
///
/// The input is made when the first turn begins, and is not measured; a turn whose answer is another than the one that the
/// input was made for fails the benchmark.
///
/// - Parameters:
///   - prepare: makes the input; the same at every run.
///   - turn: works on it, the part that counts inside the meter, and gives the answer.
public func stage<Input, Answer: Equatable>(
    _ name: String, prepare: @escaping () throws -> Prepared<Input, Answer>,
    turn: @escaping (_ input: Input, _ measured: Meter) throws -> Answer
) {
    var known: Prepared<Input, Answer>?
    Benchmark(name, configuration: StageMetrics.configuration) { benchmark in
        do {
            let prepared = try known ?? prepare()
            known = prepared
            let meter = Meter(benchmark)
            let answer = try turn(prepared.input, meter)
            guard answer == prepared.answer else {
                benchmark.error("\(name): a wrong answer: \(answer), where \(prepared.answer) is right")
                return
            }
            if meter.allocations >= 0 { benchmark.measurement(StageMetrics.allocations, meter.allocations) }
            let seconds = meter.duration / .seconds(1)
            switch prepared.amount {
            case .bytes(let count):
                benchmark.measurement(StageMetrics.megabytes, Int(Double(count) / 1e6 / seconds))
            case .items(let count):
                benchmark.measurement(StageMetrics.thousands, Int(Double(count) / 1e3 / seconds))
            }
        } catch {
            benchmark.error("\(name): \(error)")
        }
    }
}
