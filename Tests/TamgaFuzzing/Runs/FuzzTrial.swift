import Glibc
import SwiftOverlayShims

/// The process that tries: it is ended by the kernel where an input takes too long or too much memory, and by Swift
/// where it traps. The file of progress then tells which input that was.
public struct FuzzTrial {
    /// Processor time for one input, in seconds; past it the process is ended by SIGVTALRM.
    public static let longest = 2
    /// Address space of the process, in bytes.
    public static let memory: UInt = 4 << 30

    let target: FuzzTarget
    let mutation: Mutation
    let progress: RunProgress

    /// A trial of a target.
    public init(_ target: FuzzTarget, _ mutation: Mutation, _ progress: RunProgress) {
        self.target = target
        self.mutation = mutation
        self.progress = progress
    }

    /// Tries the inputs with these numbers, and tells those on which something does not hold.
    ///
    /// - Parameter seconds: after so many no other is begun.
    public func run(_ numbers: Range<UInt64>, seconds: Double, failed: (UInt64, String) -> Void) {
        var limit = rlimit(rlim_cur: Self.memory, rlim_max: Self.memory)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        var property = target.property()
        let end = ContinuousClock.now + .seconds(seconds)
        var number = numbers.lowerBound
        while number < numbers.upperBound {
            if number & 63 == 0, ContinuousClock.now > end { break }
            progress.current = number
            let input = mutation.input(number)
            Self.arm(Self.longest)
            let failure = property.failure(on: input)
            Self.arm(0)
            if let failure {
                progress.failures += 1
                failed(number, failure)
            }
            number += 1
        }
        progress.current = number
    }

    private static func arm(_ seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = seconds
        setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &timer, nil)
    }
}
