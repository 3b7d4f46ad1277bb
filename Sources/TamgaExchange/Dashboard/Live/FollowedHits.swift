/// A file of hits that others write, as the dashboard reads it.
public struct FollowedHits: Sendable {
    /// What has come.
    public struct Taken: Sendable {
        /// Lines without their ends, in the order of the file.
        public var lines: [[UInt8]]
        /// Lines that were too long to be read.
        public var tooLong: Int
        /// How the file is.
        public var state: State

        /// What has come.
        public init(lines: [[UInt8]], tooLong: Int, state: State) {
            self.lines = lines
            self.tooLong = tooLong
            self.state = state
        }
    }

    /// How a file is.
    public enum State: Hashable, Sendable {
        /// It can be read.
        case open
        /// It is not there.
        case missing
        /// It cannot be read, and why.
        case broken(String)
    }

    /// The file's name, as the user gave it.
    public var name: String
    /// Gives what has been written since the last call, up to some megabytes; called by one task at a time, some four
    /// times a second.
    public var take: @Sendable () -> Taken
    /// Gives the file's last bytes, at most so many; nothing where it cannot be read.
    public var last: @Sendable (Int) -> [UInt8]

    /// A file of hits.
    public init(name: String, take: @escaping @Sendable () -> Taken, last: @escaping @Sendable (Int) -> [UInt8]) {
        self.name = name
        self.take = take
        self.last = last
    }
}
