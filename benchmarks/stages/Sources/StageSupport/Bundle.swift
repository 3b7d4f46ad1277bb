import TamgaFormats
public import TamgaModel

/// A STIX 2.1 bundle, drawn from a seed: an identity and indicators of an address and a domain each.
public struct Bundle {
    /// The bundle.
    public let bytes: [UInt8]
    /// What a reader finds in it.
    public let contents: Contents

    /// A bundle of so many indicators.
    public init(indicators count: Int) {
        var random = SeededRandom(seed: 21)
        func id(_ type: String) -> String {
            let digits = random.hexadecimal(29)
            func part(_ from: Int, _ length: Int) -> Substring { digits.dropFirst(from).prefix(length) }
            return "\(type)--\(part(0, 8))-\(part(8, 4))-4\(part(12, 3))-8\(part(15, 3))-\(part(17, 12))"
        }
        let identity = id("identity")
        var text = #"{"type":"bundle","id":"\#(id("bundle"))","objects":[{"type":"identity","spec_version":"2.1","#
        text += #""id":"\#(identity)","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","#
        text += #""name":"CERT","identity_class":"organization"}"#
        for (address, domain) in zip(Known.addresses(count), Known.domains(count)) {
            text += #","# + "\n" + #"{"type":"indicator","spec_version":"2.1","id":"\#(id("indicator"))","#
            text += #""created_by_ref":"\#(identity)","created":"2026-01-02T00:00:00.000Z","#
            text += #""modified":"2026-01-03T00:00:00.000Z","name":"Host of a loader","#
            text += #""description":"Seen in mail of the first week; the second stage comes from here.","#
            text += #""indicator_types":["malicious-activity"],"pattern":"\#(Self.pattern(address, domain))","#
            text += #""pattern_type":"stix","valid_from":"2026-01-02T00:00:00Z","confidence":\#(random.below(100)),"#
            text += #""x_note":{"seen":[1,2,3],"by":"sensor"}}"#
        }
        bytes = Array((text + "]}").utf8)
        var contents = Contents()
        (contents.indicators, contents.objects, contents.observables) = (count, 1, 2 * count)
        self.contents = contents
    }

    /// The pattern of an address or a domain.
    public static func pattern(_ address: Observable, _ domain: Observable) -> String {
        "[ipv4-addr:value = '\(address.text)' OR domain-name:value = '\(domain.text)']"
    }
}

/// What a reader finds in a feed.
public struct Contents: Equatable {
    /// Indicators.
    public var indicators = 0
    /// The values that they name.
    public var observables = 0
    /// Other objects.
    public var objects = 0
    /// What was not accepted.
    public var refused = 0

    /// Nothing.
    public init() {}

    /// Reads a feed as from a file, in pieces of 64 KiB.
    public init(reading bytes: [UInt8], name: String) throws {
        try Feed.read(bytes, name: name) { item in
            switch item {
            case .indicator(let indicator), .retracted(let indicator):
                indicators += 1
                observables += indicator.observables.count
            case .object: objects += 1
            case .refused: refused += 1
            }
        }
    }
}

/// Reads feeds that lie in memory.
public enum Feed {
    /// Hands over what is in a feed, read in pieces of 64 KiB.
    public static func read(_ bytes: [UInt8], name: String, into sink: (FeedItem) throws -> Void) throws {
        var place = 0
        let next: ByteSource = {
            let piece = Array(bytes[place..<min(place + 65_536, bytes.count)])
            place += piece.count
            return piece
        }
        try FeedReader(source: name).read(next, into: sink)
    }
}
