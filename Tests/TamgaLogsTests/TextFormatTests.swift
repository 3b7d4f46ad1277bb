import Foundation
import TamgaLogs
import TamgaModel
import Testing

@Suite struct TextFormatTests {
    @Test("Every format of rules/formats can be used")
    func formatsCompile() {
        #expect(!BuiltInFormats.all.isEmpty)
        #expect(BuiltInFormats.set.refusals == [])
    }

    @Test("Every format reads its own examples", arguments: BuiltInFormats.all)
    func examples(_ format: TextFormat) throws {
        #expect(!format.examples.isEmpty, "\(format.name) has no example")
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        for example in format.examples {
            let record = Array(example.record.utf8)
            parser.parse(record.span, layout: .text, header: nil, into: &fields)
            #expect(fields.formats.contains(format.name), "\(format.name):\(example.line) is read by \(fields.formats)")
            for (name, value) in example.fields.sorted(by: { $0.key < $1.key }) {
                let found = fields.fields.filter { $0.name == name }.map {
                    String(decoding: fields.bytes($0, in: record.span), as: UTF8.self)
                }
                #expect(found.contains(value), "\(format.name):\(example.line): \(name) is \(found), not \(value)")
            }
        }
        #expect(parser.undecided == 0)
    }

    @Test("A value that does not stand in the record has a name that is known to be derived")
    func derivedNames() {
        let derived = BuiltInFormats.set.derivedNames
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        for format in BuiltInFormats.all {
            for example in format.examples {
                let record = Array(example.record.utf8)
                parser.parse(record.span, layout: .text, header: nil, into: &fields)
                for field in fields.fields where field.isDecoded && !fields.formats.contains("auditd") {
                    let text = String(decoding: fields.bytes(field, in: record.span), as: UTF8.self)
                    let stands = example.record.contains(text) || example.record.contains("\\")
                    #expect(stands || derived.contains(field.name), "\(format.name): \(field.name) is \(text)")
                }
            }
        }
    }

    @Test(
        "A group's name says which field it is",
        arguments: [
            ("src_ip", "src_ip"), ("c__ip", "c-ip"), ("cs__uri__stem", "cs-uri-stem"), ("source___ip", "source.ip"),
            ("a____b", "a._b"), ("_x", "_x"),
        ])
    func groupNames(group: String, field: String) {
        #expect(TextFormat.fieldName(ofGroup: group) == field)
    }
}
