import Foundation
import TamgaFuzzing

/// Starts the process that tries, and starts it again behind an input at which it ended.
struct FuzzParent {
    let options: FuzzOptions

    /// One target's account, as `benchmarks/reliability` reads it.
    struct Row: Encodable {
        var name: String
        var executions: UInt64
        var seconds: Double
        var failures: UInt64
        var command: String
    }

    init(_ options: FuzzOptions) { self.options = options }

    /// Runs every target.
    ///
    /// - Returns: the exit status: 1 where something was found.
    func run() -> Int32 {
        if options.isList {
            for target in FuzzTarget.all { print("\(target.name): \(target.claim)") }
            return 0
        }
        if let number = options.show {
            for target in options.targets {
                FileHandle.standardOutput.write(Data(options.mutation(of: target).input(number)))
            }
            return 0
        }
        let rows = options.targets.map { run($0) }
        if let json = options.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try? encoder.encode(rows).write(to: URL(filePath: json))
        }
        let failures = rows.reduce(0) { $0 + $1.failures }
        print("\(rows.reduce(0) { $0 + $1.executions }) executions of \(rows.count) targets, \(failures) findings")
        return failures == 0 ? 0 : 1
    }

    private func run(_ target: FuzzTarget) -> Row {
        let state = FileManager.default.temporaryDirectory.appending(path: "tamga-fuzz-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: state) }
        guard let progress = RunProgress(path: state) else { FuzzOptions.stop("cannot write \(state)") }
        let started = ContinuousClock.now
        var first: UInt64 = 0
        while first < options.executions {
            let left = options.seconds - (ContinuousClock.now - started) / .seconds(1)
            if left <= 0 || progress.failures >= 25 { break }
            let ending = child(target, state, first, left, progress)
            first = progress.current
            guard let ending else { continue }
            progress.failures += 1
            FuzzFinding(
                target: target.name, number: first, reason: ending, input: options.mutation(of: target).input(first)
            ).keep(in: options.findings, seed: options.seed)
            first += 1
        }
        let seconds = ((ContinuousClock.now - started) / .seconds(1) * 10).rounded() / 10
        print("\(target.name): \(first) executions in \(seconds) s, \(progress.failures) findings")
        fflush(nil)
        return Row(
            name: target.name, executions: first, seconds: seconds, failures: progress.failures,
            command: "tamga-fuzz \(target.name) --seed \(options.seed) --executions \(first)")
    }

    /// Lets a process try from an input on.
    ///
    /// - Returns: why it ended before its time; `nil` where it did not.
    private func child(
        _ target: FuzzTarget, _ state: String, _ first: UInt64, _ seconds: Double, _ progress: RunProgress
    ) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            target.name, "--child", "--state", state, "--first", "\(first)", "--executions", "\(options.executions)",
            "--seed", "\(options.seed)", "--time", "\(Int(seconds.rounded(.up)))", "--findings", options.findings.path,
        ]
        // A trap is to end the process, not to be told at length.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        if let corpus = options.corpus { process.arguments! += ["--corpus", corpus.path] }
        for folder in options.seeds { process.arguments! += ["--seeds", folder.path] }
        do { try process.run() } catch { FuzzOptions.stop("cannot start: \(error)") }
        var last = progress.current
        var moved = ContinuousClock.now
        var isStuck = false
        while process.isRunning {
            usleep(50_000)
            if progress.current != last {
                last = progress.current
                moved = .now
            } else if ContinuousClock.now - moved > .seconds(180), !isStuck {
                isStuck = true
                kill(process.processIdentifier, SIGKILL)
            }
        }
        process.waitUntilExit()
        if isStuck { return "nothing happened for three minutes" }
        guard process.terminationReason == .uncaughtSignal else {
            if process.terminationStatus > 1 {
                FuzzOptions.stop("the process that tries ended with \(process.terminationStatus)")
            }
            return nil
        }
        return process.terminationStatus == SIGVTALRM
            ? "it takes more than \(FuzzTrial.longest) seconds" : "it ends with signal \(process.terminationStatus)"
    }
}
