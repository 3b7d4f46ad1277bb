import Foundation
import TamgaFuzzing

/// The process that tries inputs of one target; it may end at any of them.
struct FuzzChild {
    let options: FuzzOptions

    init(_ options: FuzzOptions) { self.options = options }

    func run() {
        let target = options.targets[0]
        guard let progress = RunProgress(path: options.state) else { FuzzOptions.stop("cannot write \(options.state)") }
        let mutation = options.mutation(of: target)
        FuzzTrial(target, mutation, progress).run(
            options.first..<options.executions, seconds: options.seconds
        ) { number, reason in
            FuzzFinding(target: target.name, number: number, reason: reason, input: mutation.input(number))
                .keep(in: options.findings, seed: options.seed)
            if progress.failures >= 25 {
                print("\(target.name): given up after \(progress.failures) findings")
                exit(1)
            }
        }
    }
}
