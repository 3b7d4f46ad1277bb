/// What a request is answered with, before it is packed and sent.
struct Reply: Sendable {
    var status = 200
    var body: [UInt8] = []
    /// Headers beyond those that every answer has.
    var headers: [(name: String, value: String)] = []
    /// What the log should say beyond the usual: departures from the standard that were let pass.
    var notes: [String] = []

    /// 200 with a resource.
    init(_ body: [UInt8]) { self.body = body }
}
