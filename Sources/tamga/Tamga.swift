import ArgumentParser
import Glibc
import TamgaMatch
import TamgaModel

/// The command: knowledge in, logs in, what each member state should know out.
@main
struct Tamga: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tamga",
        abstract: "Tells whose knowledge found whose intruder.",
        discussion: """
            Import what others share, correlate logs with it, and see what each member state should know:

              tamga import --from UZ bundle.json feeds/*.csv ips.txt
              tamga correlate --member KZ /var/log/*.log*
              tamga report --since 7d

            The store is one SQLite file in the XDG data folder; --store and TAMGA_STORE name another.
            The union is described by community.yaml; --community and TAMGA_COMMUNITY name it.

            Exit status: 0 done, 1 hits found with --fail-on-hit, 64 usage, 65 bad input, 74 input or output failed; “tamga doctor” and
            “tamga store check|repair” have 1 for a fault;
            “tamga pattern match” has 1 for no match and 2 for undecided; “tamga release check” has 1 where something is held back.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Import.self, Pull.self, Push.self, Feeds.self, Correlate.self, SplitCommand.self, Merge.self, Stream.self,
            SnapshotCommand.self,
            Report.self, Indicators.self,
            Members.self, Sources.self, Allow.self, ReleaseCommand.self, Export.self, SightingsCommand.self, Serve.self,
            DashboardCommand.self,
            StoreCommand.self, Doctor.self, Keys.self, Verify.self, Users.self, Webhooks.self, Explain.self, Rules.self,
            Formats.self, PatternCommand.self, Bench.self, ExerciseCommand.self, Top.self,
        ])

    @Flag(help: "List what the program is built from, with the licences.")
    var licenses = false

    func run() throws {
        guard licenses else { throw CleanExit.helpRequest() }
        try Failure.reporting { try Output("-").write(Licences.text) }
    }

    /// The arguments. Where one is not UTF-8, such as the name of a log in another encoding, as ``PathText`` has it.
    private static func arguments() -> [String] {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }),
            var source = try? LogSource.open(.file("/proc/self/cmdline"))
        else { return Array(arguments) }
        var line: [UInt8] = []
        while let piece = try? source.read(upTo: 65_536), !piece.isEmpty { line += piece }
        let exact = line.split(separator: 0, omittingEmptySubsequences: false).dropFirst().prefix(arguments.count)
        return exact.count == arguments.count ? exact.map { PathText.text($0) } : Array(arguments)
    }

    /// Runs the command. What it says of its arguments goes through the same door as all else: an argument that is shown
    /// again cannot act on the terminal.
    static func main() {
        if let reason = Surroundings.settle() {
            StandardError.line("tamga: \(reason)", .error)
            Glibc.exit(Failure.inputOutput.rawValue)
        }
        do {
            try MessageForm.check()
            var command = try parseAsRoot(arguments())
            try command.run()
        } catch {
            let status = exitCode(for: error)
            let message = fullMessage(for: error)
            if !message.isEmpty {
                if status.isSuccess {
                    do {
                        try Failure.reporting {
                            try Output("-").write(ActiveText.page(message, hasStyles: false) + "\n")
                        }
                    } catch {
                        Glibc.exit(exitCode(for: error).rawValue)
                    }
                } else {
                    let form = MessageForm.ofEnvironment
                    StandardError.page(form.isJSON ? form.text([message], .error) : message)
                }
            }
            Glibc.exit(status.rawValue)
        }
    }
}
