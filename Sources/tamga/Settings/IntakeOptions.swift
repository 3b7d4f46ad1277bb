public import ArgumentParser
public import TamgaMatch
import TamgaStore

/// Where a stream's records come from, and where it keeps how far it has read them.
struct IntakeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read this file as it grows, in place of standard input: a file, a folder with all files below it, or a quoted pattern with *, ? and **. May be given more than once.",
            valueName: "pattern"))
    var follow: [String] = []
    @Flag(help: "Read files from their start that are there when the stream first begins. [default: from their end]")
    var fromStart = false
    @Option(
        help: ArgumentHelp(
            "Listen for syslog messages, in place of standard input: udp://address:port, tcp://address:port, IPv6 in brackets. May be given more than once.",
            valueName: "address"))
    var listen: [ListenAddress] = []
    @Option(
        help: ArgumentHelp(
            "Keep how far files have been read in this file, so that a stream that is ended at any moment goes on where it was.",
            valueName: "file"))
    var state: String?
    @Option(
        help: "The longest record that is searched; a longer one is refused. A message by syslog has 64 KiB at most.")
    var maxRecord = ByteSize(argument: "16M")!

    /// Refuses files that are named for two things.
    func check(hits: String?, metrics: String?, store: Set<FileIdentity>) throws {
        let output = FileIdentity.output(hits ?? "-")
        if let output, store.contains(output) { throw ValidationError("Hits would be written to a file of the store.") }
        if let metrics, let file = FileIdentity.output(metrics) {
            if store.contains(file) { throw ValidationError("--metrics-file \(metrics) is a file of the store.") }
            if file == output { throw ValidationError("--metrics-file \(metrics) is the file of hits.") }
            if follow.contains(where: { FileIdentity.input($0) == file }) {
                throw ValidationError("--metrics-file \(metrics) is followed: name another file.")
            }
            if let state, StoreOptions.endings.contains(where: { FileIdentity.output(state + $0) == file }) {
                throw ValidationError("--metrics-file \(metrics) is the file of --state.")
            }
        }
        guard let state else { return }
        if follow.isEmpty {
            StandardError.line("tamga: --state keeps no place in what does not come from files (--follow)", .warning)
        }
        let file = FileIdentity.output(state)
        if let file, store.contains(file) { throw ValidationError("--state \(state) is a file of the store.") }
        if let file, file == output { throw ValidationError("--state \(state) is the file of hits.") }
    }

    /// The same for a stream.
    func inputs(
        _ standing: StreamState.Standing, hits: String?, metrics: String?, store: String
    ) -> StreamInputs {
        var inputs = StreamInputs()
        inputs.standardInput = follow.isEmpty && listen.isEmpty
        inputs.listen = listen
        inputs.lastLog = standing.lastLog
        inputs.follow.patterns = follow
        inputs.follow.fromStart = fromStart
        inputs.follow.positions = standing.positions
        inputs.follow.isResuming = standing.isKept
        let databases = [store] + (state.map { [$0] } ?? [])
        let own =
            [hits ?? "-"] + (metrics.map { [$0] } ?? [])
            + databases.flatMap { path in StoreOptions.endings.map { path + $0 } }
        inputs.follow.isExcluded = { _, file in
            own.contains { FileIdentity.output($0) == .file(device: file.device, inode: file.inode) }
        }
        return inputs
    }
}

extension ListenAddress: ExpressibleByArgument {
    /// An address such as `udp://127.0.0.1:5514`.
    public init?(argument: String) { self.init(argument) }
}
