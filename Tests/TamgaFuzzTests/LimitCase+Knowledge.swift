import TamgaFormats
import TamgaJSON
import TamgaModel

/// What is brought in.
extension LimitCase {
    static let knowledge: [LimitCase] = feeds + texts + stix + files

    /// What a feed comes to.
    private static func items(_ text: String, _ options: FeedOptions) -> (indicators: [Indicator], refusals: [String]) {
        var bytes = Array(text.utf8)
        var indicators: [Indicator] = []
        var refusals: [String] = []
        _ = try? FeedReader(source: "feed", options: options).read({
            defer { bytes = [] }
            return bytes
        }) { item in
            switch item {
            case .indicator(let indicator): indicators.append(indicator)
            case .refused(let refusal): refusals.append(refusal.reason)
            default: break
            }
        }
        return (indicators, refusals)
    }

    /// True where a feed is refused, in whole or in part, with such words.
    private static func refuses(_ text: String, _ options: FeedOptions, _ words: String) -> Bool {
        items(text, options).refusals.contains { $0.contains(words) }
    }

    private static func object(_ size: Int) -> String {
        let head = #"{"type":"note","id":"note--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","x":""#
        return head + text("a", size - head.utf8.count - 2) + "\"}"
    }

    private static let feeds: [LimitCase] = [
        LimitCase("JSON: objects and arrays inside each other", JSONValue.maximumDepth) { count in
            let bytes = Array((text("[", count) + text("]", count)).utf8)
            return (try? JSONValue(bytes.span)) != nil
        },
        LimitCase("STIX object", FeedOptions().maximumObjectSize) { size in
            !refuses("[" + object(size) + "]", FeedOptions(format: .stix), "larger")
        },
        LimitCase("STIX object: of a line", 1_000) { size in
            !refuses(object(size) + "\n", FeedOptions(format: .stixLines, maximumObjectSize: 1_000), "larger")
        },
        LimitCase("STIX object: of a line that ends as on Windows", 1_000) { size in
            !refuses(object(size) + "\r\n", FeedOptions(format: .stixLines, maximumObjectSize: 1_000), "larger")
        },
        LimitCase("text of MISP events", 1_000) { size in
            let event = #"{"Event":{"info":""#
            let whole = event + text("a", size - event.utf8.count - 3) + "\"}}"
            return !refuses(whole, FeedOptions(format: .misp, maximumEventSize: 1_000), "larger")
        },
        LimitCase("line of a list, record of a CSV", FeedReader.maximumLineLength) { size in
            !refuses(text("a", size) + "\n", FeedOptions(format: .list), "longer than 65536")
        },
        LimitCase("line of a list, record of a CSV: the record", FeedReader.maximumLineLength) { size in
            !refuses("name,ip\n" + text("a", size) + "\n", FeedOptions(format: .csv), "within 65536")
        },
        LimitCase("networks that a range of addresses comes to", 64) { count in
            // From …::1 to just before the power of two: a network for each bit.
            let last = (UInt128(0x2001_0DB8) << 96) + (UInt128(1) << UInt128(count)) - 1
            let groups = (0..<8).map { String(UInt16(truncatingIfNeeded: last >> UInt128(112 - 16 * $0)), radix: 16) }
            let found = items("2001:db8::1-\(groups.joined(separator: ":"))\n", FeedOptions(format: .list))
            return found.indicators.first?.observables.count == count
        },
        LimitCase("labels of one MISP event, bytes", 4_096) { size in
            let event = """
                {"Event":{"uuid":"57c4445b-c548-4654-af0b-4be3950d210f","info":"i","date":"2026-03-01",\
                "timestamp":"1772500000","Tag":[{"name":"\(text("a", size - 1))"},{"name":"b"}],"Attribute":[\
                {"uuid":"5a3c2fda-78f4-44b7-8366-46da02de0b81","type":"domain","value":"evil.example","to_ids":true}]}}
                """
            return !refuses(event, FeedOptions(format: .misp), "its tags are longer than")
        },
    ]

    private static let beginnings: [(ObservableType, String)] = [
        (.fileName, ""), (.filePath, "/"), (.registryKey, #"HKLM\"#), (.mutex, ""), (.userAgent, ""),
        (.userAccount, ""),
    ]

    private static let texts: [LimitCase] = beginnings.map { type, start in
        LimitCase("name of a file, registry key, mutex, user, agent: \(type)", 4_096) { size in
            (try? Observable(type, start + text("a", size - start.utf8.count))) != nil
        }
    }

    private static let stix: [LimitCase] = [
        LimitCase("objects of a bundle that are read again after one whose brackets do not pair", 64) { count in
            // Each object whose bracket is missing takes what follows with it, until that is read again.
            let objects = list(count) { number in
                String(indicator(2 * number).dropLast()) + #","x":{"y":1},"# + indicator(2 * number + 1)
            }
            let bundle = #"{"type":"bundle","objects":["# + objects + "]}"
            return items(bundle, FeedOptions(format: .stix)).indicators.count == count
        },
        LimitCase("marking definitions remembered of one feed", 10_000) { count in
            let extend = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
            let definitions = list(count) { number in
                #"{"type":"marking-definition","id":"marking-definition--\#(uuid(number))","extensions":{"\#(extend)":"#
                    + #"{"tlp_2_0":"green"}}}"#
            }
            let marked =
                String(indicator(0).dropLast())
                + #","object_marking_refs":["marking-definition--\#(uuid(count - 1))"]}"#
            let found = items("[\(definitions),\(marked)]", FeedOptions(format: .stix))
            return found.indicators.first?.marking == .green
        },
    ]

    private static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "00000000-0000-4000-8000-" + text("0", 12 - digits.utf8.count) + digits
    }

    private static func indicator(_ number: Int) -> String {
        #"{"type":"indicator","id":"indicator--\#(uuid(number))","pattern_type":"stix","#
            + #""pattern":"[domain-name:value = 'n\#(number).example']"}"#
    }

    private static let files: [LimitCase] = [
        LimitCase("entry of a list of false positives", WarningList.maximumEntryLength) { size in
            let list = #"{"name":"a","type":"substring","list":[""# + text("a", size) + "\"]}"
            return WarningList.read(Array(list.utf8), source: "l").refusals.isEmpty
        },
        LimitCase("entry of a list of false positives: a line", WarningList.maximumEntryLength) { size in
            let line = Array(("a.example " + text("a", size - 10) + "\n").utf8)
            return !WarningList.read(line, source: "l").refusals.contains { $0.reason.contains("longer") }
        },
        LimitCase("community file", CommunityFile.maximumSize) { size in
            let file = "members:\n  - code: KZ\n#"
            return (try? CommunityFile.read(padded(file, "x", size), source: "c")) != nil
        },
        LimitCase("signature of a file", FileSignature.maximumSize) { size in
            let digest = FileDigest.text(of: [1])
            let time = Timestamp(seconds: 1_800_000_000)
            guard let signed = try? key.sign(digest: digest, name: "x", at: time) else { return false }
            let file = String(decoding: signed.bytes, as: UTF8.self)
            let long = file.replacing("name: x\n", with: "name: \(text("x", size - file.utf8.count + 1))\n")
            return (try? FileSignature(Array(long.utf8), source: "s")) != nil
        },
        LimitCase("signing key", SigningKeyFile.maximumSize) { size in
            let file = String(decoding: key.bytes, as: UTF8.self)
            return (try? SigningKeyFile(padded(file, "\n", size), source: "k")) != nil
        },
        LimitCase("list of members' keys", MemberKeys.maximumSize) { size in
            (try? MemberKeys(padded(key.memberKey.line + "\n#", "x", size), source: "m")) != nil
        },
    ]

    private static let key = SigningKeyFile(making: MemberState("UZ")!)

    /// A file that is made as long as it has to be.
    static func padded(_ file: String, _ piece: String, _ size: Int) -> [UInt8] {
        Array((file + text(piece, size - file.utf8.count)).utf8)
    }
}
