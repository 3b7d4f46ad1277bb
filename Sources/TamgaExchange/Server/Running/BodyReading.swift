import HTTPTypes
import Hummingbird
import NIOCore
import TamgaTAXII

/// The body of a request, and how far it has been read: within a size and a time.
struct BodyReading {
    private let request: Request
    private let maximum: Int
    private let seconds: Int
    private let stated: Int?
    /// True where there may be more to come than is worth waiting for: the connection has to end.
    private(set) var isUnread: Bool

    /// What a server swallows rather than end a connection.
    private static let tolerated = 64 << 10

    /// A body of which nothing was read.
    ///
    /// - Parameters:
    ///   - maximum: The most bytes.
    ///   - seconds: The time in which they must have come.
    init(_ request: Request, maximum: Int, seconds: Int) {
        self.request = request
        self.maximum = maximum
        self.seconds = seconds
        stated = request.headers[.contentLength].flatMap { Int($0) }
        isUnread = (stated ?? 0) > Self.tolerated || request.headers[.transferEncoding] != nil
    }

    /// Reads it.
    ///
    /// - Throws: 413 above the size, before anything is read where the length is stated; 408 after the time; 400 where it ends
    ///   early; 415 where it is packed.
    mutating func read() async throws -> [UInt8] {
        let maximum = maximum
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw TaxiiError(415, "Unsupported content encoding", "Send the body as it is, not packed.")
        }
        if let stated, stated > maximum { throw Self.tooLarge(maximum) }
        isUnread = true
        let (body, seconds) = (request.body, seconds)
        let bytes = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await Self.collected(body, maximum) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let bytes else {
            throw TaxiiError(408, "Too slow", "The body did not come within \(seconds) seconds.")
        }
        if let stated, stated != bytes.count {
            throw TaxiiError.malformed("Body cut short", "\(bytes.count) of \(stated) bytes came.")
        }
        isUnread = false
        return bytes
    }

    private static func collected(_ body: RequestBody, _ maximum: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in body {
                guard bytes.count + buffer.readableBytes <= maximum else { throw tooLarge(maximum) }
                bytes.append(contentsOf: buffer.readableBytesView)
            }
        } catch let error as TaxiiError {
            throw error
        } catch {
            throw TaxiiError.malformed("Unreadable body", "The body does not follow HTTP.")
        }
        return bytes
    }

    private static func tooLarge(_ maximum: Int) -> TaxiiError {
        TaxiiError(413, "Body too large", "A body may have \(maximum) bytes, max_content_length of the API root.")
    }
}
