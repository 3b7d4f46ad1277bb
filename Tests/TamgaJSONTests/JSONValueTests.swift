import Foundation
import TamgaJSON
import TamgaTestSupport
import Testing

@Suite struct JSONValueTests {
    @Test(.enabled(if: SharedData.isPresent, "shared data is absent"))
    func everyVerdictOfTheTestSuiteHolds() throws {
        var accepted = 0
        var refused = 0
        for file in SharedData.files(under: "json-jsontestsuite", suffixes: [".json"]) {
            let bytes = [UInt8](try Data(contentsOf: file))
            let isAccepted = (try? JSONValue(bytes.span)) != nil
            switch file.lastPathComponent.prefix(2) {
            case "y_":
                #expect(isAccepted, "\(file.lastPathComponent)")
                accepted += 1
            case "n_":
                #expect(!isAccepted, "\(file.lastPathComponent)")
                refused += 1
            default: break
            }
        }
        #expect(accepted > 90 && refused > 180)
    }

    @Test(arguments: [
        (#""a""#, "a"), (#""\u0041\n\/\\\"""#, "A\n/\\\""), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ude00x""#, "\u{FFFD}x"), (#""тамга""#, "тамга"), (#""""#, ""),
        (#""\b\f\r\t""#, "\u{8}\u{C}\r\t"),
    ])
    func stringsAreDecoded(_ json: String, _ text: String) throws {
        let bytes = Array(json.utf8)
        let value = try JSONValue(bytes.span)
        #expect(value.string(in: bytes.span) == text)
        #expect(value.utf8(in: bytes.span) == Array(text.utf8))
        #expect(value.isString(text, in: bytes.span) == true)
        #expect(value.isString(text + "x", in: bytes.span) == false)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min),
            ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil), ("\"1\"", nil), ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func integersAreRead(_ json: String, _ number: Int?) throws {
        let bytes = Array(json.utf8)
        #expect(try JSONValue(bytes.span).integer(in: bytes.span) == number)
    }

    @Test func doublesAreRead() throws {
        let bytes = Array("[1.5e3,-0.25,7]".utf8)
        var elements = try JSONValue(bytes.span).elements
        var numbers: [Double?] = []
        while let element = elements.next(in: bytes.span) { numbers.append(element.double(in: bytes.span)) }
        #expect(numbers == [1500, -0.25, 7])
    }

    @Test func membersAreWalkedInOrder() throws {
        let bytes = Array(
            #" { "a" : [ 1 , {"x":"]}"} ] , "b\u0063" : {} , "d":"q\"," , "e":null,"f":true,"a":-1e2 } "#.utf8)
        let root = try JSONValue(bytes.span)
        var members = root.members
        var seen: [String] = []
        while let member = members.next(in: bytes.span) {
            let text = String(decoding: bytes[member.value.range], as: UTF8.self)
            seen.append("\(member.key.string(in: bytes.span) ?? "?")=\(text)")
        }
        #expect(seen == [#"a=[ 1 , {"x":"]}"} ]"#, "bc={}", #"d="q\",""#, "e=null", "f=true", "a=-1e2"])
        #expect(root.member("a", in: bytes.span)?.double(in: bytes.span) == -100)
        #expect(root.member("f", in: bytes.span)?.bool == true)
        #expect(root.member("z", in: bytes.span) == nil)
    }

    @Test(
        arguments: [
            ("", 0, .unexpectedEnd), ("{\"a\":1", 6, .unexpectedEnd), ("[1,]", 3, .expected("a value")),
            ("[01]", 1, .malformedNumber), ("\"\\x\"", 2, .malformedEscape), ("\"\n\"", 1, .controlCharacter),
            ("1 2", 2, .trailingBytes), ("{\"a\" 1}", 5, .expected("':'")), ("{1:1}", 1, .expected("a member's name")),
            ("[1}", 2, .expected("',' or ']'")),
        ] as [(String, Int, JSONError.Reason)])
    func errorsSayWhereAndWhy(_ json: String, _ offset: Int, _ reason: JSONError.Reason) {
        let bytes = Array(json.utf8)
        var caught: JSONError?
        do throws(JSONError) { _ = try JSONValue(bytes.span) } catch { caught = error }
        #expect(caught?.offset == offset)
        #expect(caught?.reason == reason)
    }

    @Test func nestingIsBounded() {
        let deepest = JSONValue.maximumDepth
        let allowed = Array((String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)).utf8)
        #expect((try? JSONValue(allowed.span)) != nil)
        let tooDeep = [UInt8](repeating: 0x5B, count: 1_000_000)
        var caught: JSONError?
        do throws(JSONError) { _ = try JSONValue(tooDeep.span) } catch { caught = error }
        #expect(caught?.reason == .tooDeep)
    }

    @Test func aPartOfTheBytesCanBeRead() throws {
        let bytes = Array("xx{\"a\":1}yy".utf8)
        let value = try JSONValue(bytes.span, in: 2..<9)
        #expect(value.range == 2..<9)
        #expect(value.member("a", in: bytes.span)?.integer(in: bytes.span) == 1)
    }

    /// Random bytes of JSON's own alphabet: validation never traps, and what it accepts can be walked.
    @Test func hostileBytesNeverTrap() {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        let alphabet = Array("{}[]\",:\\u0d8 \n-1.eEtrufalsn".utf8) + [0xC3, 0xA9, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            guard let value = try? JSONValue(bytes.span) else { continue }
            // Foundation refuses lone surrogates; whatever else is accepted here is accepted there.
            if !bytes.contains(0x5C) {
                let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
                #expect(other != nil, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            }
            walk(value, bytes)
        }
    }

    private func walk(_ value: JSONValue, _ bytes: [UInt8]) {
        _ = value.string(in: bytes.span)
        _ = value.double(in: bytes.span)
        _ = value.integer(in: bytes.span)
        var members = value.members
        while let member = members.next(in: bytes.span) { walk(member.value, bytes) }
        var elements = value.elements
        while let element = elements.next(in: bytes.span) { walk(element, bytes) }
    }
}
