import TamgaJSON
import TamgaModel

/// Hands objects over to a TAXII 2.1 collection.
public struct CollectionPush: Sendable {
    /// Objects in one request at most.
    public static let maximumObjects = 1_000
    /// Bytes in one request where the server does not say what it takes.
    static let defaultLength = 8 << 20
    /// Bytes in one request even where the server takes more.
    static let maximumLength = 32 << 20

    private let client: WebClient
    private let collection: WebAddress
    private let root: WebAddress
    private let maximumLength: Int
    /// Seconds that a status is waited for.
    private let patience: Int

    /// Finds the collection, and asks how much it takes at once.
    ///
    /// - Parameters:
    ///   - name: the collection's id, alias or title, where the address is not its own.
    ///   - patience: seconds that pending objects are waited for.
    /// - Throws: ``ExchangeError``.
    public init(_ client: WebClient, to address: WebAddress, collection name: String?, patience: Int) async throws {
        self.client = client
        self.patience = patience
        collection = try await CollectionFinder(client: client).find(name, from: address, writes: true)
        root = try collection.resolving("../../")
        let reply = try await client.send(CollectionFinder.request(root))
        if [401, 403].contains(reply.status) { throw reply.failure }
        if reply.status == 200, case .root(_, let length?) = TAXIIResource(reply.body) {
            maximumLength = min(length, Self.maximumLength)
        } else {
            maximumLength = Self.defaultLength
        }
    }

    /// Hands over objects, in as many requests as the server's limits ask for, and waits for what it says of them.
    ///
    /// - Throws: ``ExchangeError`` where a request fails as a whole; what was sent before stays sent.
    public func send(_ objects: [[UInt8]]) async throws -> PushReport {
        var report = PushReport()
        var pending = Self.envelopes(objects[...], maximumLength)[...]
        while let chunk = pending.popFirst() {
            if chunk.count == 1, Self.length(chunk) > maximumLength {
                report.sent += 1
                report.fail(
                    chunk[chunk.startIndex], "it is larger than the \(maximumLength) bytes that the server takes")
                continue
            }
            let reply = try await post(chunk)
            switch reply.status {
            case 200, 201, 202: report.add(try await settle(reply, count: chunk.count))
            case 413 where chunk.count > 1:
                let half = chunk.startIndex + chunk.count / 2
                pending = ([chunk[..<half], chunk[half...]] + pending)[...]
            case 413, 422:
                if chunk.count == 1 || reply.status == 413 {
                    report.sent += chunk.count
                    for object in chunk { report.fail(object, "\(reply.failure)") }
                } else {
                    // One of them is why: the halves tell which.
                    let half = chunk.startIndex + chunk.count / 2
                    pending = ([chunk[..<half], chunk[half...]] + pending)[...]
                }
            default: throw reply.failure
            }
        }
        return report
    }

    /// Cuts objects into envelopes of at most ``maximumObjects`` and so many bytes; an object that is too large for one
    /// is in one by itself.
    static func envelopes(_ objects: ArraySlice<[UInt8]>, _ maximumLength: Int) -> [ArraySlice<[UInt8]>] {
        var cuts: [ArraySlice<[UInt8]>] = []
        var start = objects.startIndex
        var length = frame
        for index in objects.indices {
            let size = objects[index].count + 1
            if index > start, length + size > maximumLength || index - start == maximumObjects {
                cuts.append(objects[start..<index])
                start = index
                length = frame
            }
            length += size
        }
        if start < objects.endIndex { cuts.append(objects[start...]) }
        return cuts
    }

    /// Bytes of an envelope beside its objects.
    private static let frame = 16

    private static func length(_ objects: ArraySlice<[UInt8]>) -> Int { objects.reduce(frame) { $0 + $1.count + 1 } }

    private func post(_ objects: ArraySlice<[UInt8]>) async throws -> WebReply {
        var request = CollectionFinder.request(try collection.resolving("objects/"))
        request.method = .post
        request.headers.append((name: "Content-Type", value: CollectionFinder.mediaType))
        request.body = Array("{\"objects\":[".utf8)
        request.body.reserveCapacity(Self.length(objects))
        for (index, object) in objects.enumerated() {
            if index > 0 { request.body.append(UInt8(ascii: ",")) }
            request.body += object
        }
        request.body += Array("]}".utf8)
        // The same versions again are the same (TAXII 2.1 §5.5).
        return try await client.send(request)
    }

    /// Waits until the server has made up its mind.
    private func settle(_ reply: WebReply, count: Int) async throws -> PushReport {
        var report = PushReport()
        report.sent = count
        guard var status = PushStatus(reply.body) else {
            report.unknown = count
            return report
        }
        var wait = 500
        var waited = 0
        while !status.isComplete, let id = status.id, waited < patience * 1_000 {
            try await Task.sleep(for: .milliseconds(wait))
            waited += wait
            wait = min(wait * 2, 10_000)
            let asked = try await client.send(
                CollectionFinder.request(try root.resolving("status/\(WebAddress.encoded(id))/")))
            guard asked.status == 200, let newer = PushStatus(asked.body) else { break }
            status = newer
        }
        report.accepted = status.accepted
        report.refused = status.refused
        report.failures = status.failures
        report.pending =
            status.isComplete ? status.pending : max(status.pending, count - status.accepted - status.refused)
        report.unknown = max(0, count - status.accepted - status.refused - report.pending)
        return report
    }
}

extension PushReport {
    /// Adds an object that was not accepted.
    fileprivate mutating func fail(_ object: [UInt8], _ message: String) {
        refused += 1
        let id = (try? JSONValue(object.span))?.member("id", in: object.span)?.string(in: object.span) ?? ""
        failures.append(Failure(id: id, message: message))
    }
}
