import ArgumentParser
import TamgaExchange
import TamgaMatch
import TamgaStore

/// A failure with the exit status that says whose fault it is (sysexits.h).
enum Failure {
    /// Hits were found, and `--fail-on-hit` asked for a status that says so.
    static let hitsFound = ExitCode(1)
    /// A check found a fault, or a repair could not keep everything.
    static let faultFound = ExitCode(1)
    /// Something would not go to the recipient.
    static let heldBack = ExitCode(1)
    /// A pattern was matched against observed data, which does not satisfy it.
    static let noMatch = ExitCode(1)
    /// A vector's verdict is not the expected one.
    static let unexpectedVerdict = ExitCode(1)
    /// A limit was reached before there was a verdict.
    static let undecided = ExitCode(2)
    /// Something in the input was refused, and `--strict` asked for a status that says so.
    static let badInput = ExitCode(65)
    /// The store, a file or the output failed.
    static let inputOutput = ExitCode(74)

    /// Runs a command's body; what it throws becomes one line and a status.
    static func reporting(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let exit as ExitCode {
            throw exit
        } catch let error as ValidationError {
            throw error
        } catch let error as CleanExit {
            throw error
        } catch let error as FailedInput {
            StandardError.line("tamga: \(error.description)", .error)
            throw badInput
        } catch let error as ExchangeError {
            StandardError.line("tamga: \(error)", .error)
            throw error.isOfInput ? badInput : inputOutput
        } catch {
            StandardError.line("tamga: \(error)", .error)
            throw inputOutput
        }
    }
}

/// Input without which a command cannot go on; the payload is the sentence to print.
struct FailedInput: Error, CustomStringConvertible {
    let description: String
}

extension ExchangeError {
    /// True where what was given, or what a server sent, is at fault, and not the way to it.
    var isOfInput: Bool {
        switch self {
        case .unreachable, .status, .untrusted, .unreadableFile: false
        default: true
        }
    }
}
