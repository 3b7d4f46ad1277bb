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
        var written = WrittenFiles(sparing: store)
        try written.add("--hits", hits ?? "-")
        if let state {
            if follow.isEmpty {
                StandardError.line(
                    "tamga: --state keeps no place in what does not come from files (--follow)", .warning)
            }
            for ending in StoreOptions.endings { try written.add("--state", state + ending) }
        }
        guard let metrics else { return }
        try written.add("--metrics-file", metrics)
        if let file = FileIdentity.output(metrics), follow.contains(where: { FileIdentity.input($0) == file }) {
            throw ValidationError("--metrics-file \(metrics) is followed: name another file.")
        }
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
