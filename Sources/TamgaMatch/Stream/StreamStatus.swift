/// How a stream's sources stand.
public struct StreamStatus: Hashable, Sendable {
    /// Files that are followed.
    public var files = 0
    /// Files that are held open.
    public var openFiles = 0
    /// Bytes in followed files that have not been read.
    public var bytesBehind = 0
    /// Followed files that were cut short, and read from their start again.
    public var truncations = 0
    /// Followed files that were renamed or removed while they were read.
    public var rotations = 0
    /// Files that were to be read and could not be, or were gone.
    public var lostFiles = 0
    /// Connections of a listener.
    public var connections = 0
    /// Connections that were turned away.
    public var refusedConnections = 0
    /// Datagrams that the system dropped, since nobody took them in time.
    public var droppedDatagrams = 0

    /// A stream without sources.
    public init() {}

    /// Adds another source.
    public static func += (left: inout StreamStatus, right: StreamStatus) {
        left.files += right.files
        left.openFiles += right.openFiles
        left.bytesBehind += right.bytesBehind
        left.truncations += right.truncations
        left.rotations += right.rotations
        left.lostFiles += right.lostFiles
        left.connections += right.connections
        left.refusedConnections += right.refusedConnections
        left.droppedDatagrams += right.droppedDatagrams
    }
}
