/// What a stream is read from.
public struct StreamInputs: Sendable {
    /// Standard input is read.
    public var standardInput = false
    /// Files that are followed; none without patterns, each of which is a file, a folder, or a path in which `*` and `?`
    /// stand for parts of a name and `**` for any folders.
    public var follow = FollowOptions()
    /// Where syslog messages are listened for.
    public var listen: [ListenAddress] = []
    /// The highest number of a log that an earlier stream has given; see ``LogPosition/log``.
    public var lastLog: Int64 = 0

    /// Nothing.
    public init() {}

    func open(_ plan: MatchPlan, longestRecord: Int) throws(InputError) -> [any StreamSource] {
        var sources: [any StreamSource] = []
        let numbers = LogNumbers(after: lastLog)
        let (formats, name) = (plan.formats, plan.options.logFormat)
        if standardInput {
            sources.append(
                PipeSource(
                    longestRecord: longestRecord, formats: formats, formatName: name, number: numbers.next()))
        }
        if !follow.patterns.isEmpty {
            sources.append(
                FollowSource(
                    follow, longestRecord: longestRecord, formats: formats, formatName: name, numbers: numbers))
        }
        if !listen.isEmpty {
            sources.append(try SyslogSource(listen, formats: formats, formatName: name, numbers: numbers))
        }
        return sources
    }
}
