/// Takes the bytes of a reply that is too long for memory.
public protocol BodySink: AnyObject {
    /// Forgets what came so far: the reply begins anew.
    func restart() throws
    /// Takes the next bytes.
    func write(_ bytes: [UInt8]) throws
}
