import TamgaFormats
import TamgaModel
import Testing

@Suite struct TextFormatReaderTests {
    static func read(_ yaml: String) throws(FormatsError) -> [TextFormat] {
        try TextFormatReader.read(Array(yaml.utf8), source: "f.yml")
    }

    @Test("Formats are read whole")
    func whole() throws {
        let formats = try Self.read(
            #"""
            name: sshd
            title: OpenSSH server
            within: syslog
            program: sshd(-session)?
            patterns:
              - '^Failed (?<method>\S+) for (?<user>.*) from (?<src_ip>\S+)'
              - |
                (?x) ^Accepted \s
                (?<user>\S+)
            constants: { service: sshd, port: 22 }
            time: { group: method, form: "%b %e" }
            examples:
              - line: Failed password for root from 192.0.2.1
                fields: { user: root, src_ip: 192.0.2.1 }
              - line: |
                  Accepted root
            ---
            name: plain-2
            title: Another
            pattern: (?<all>.*)
            """#)
        let sshd = formats[0]
        #expect(formats.map(\.name) == ["sshd", "plain-2"] && formats.map(\.place.line) == [1, 18])
        #expect(sshd.title == "OpenSSH server" && sshd.within == "syslog" && sshd.program == "sshd(-session)?")
        #expect(sshd.patterns[1] == "(?x) ^Accepted \\s\n(?<user>\\S+)")
        #expect(
            sshd.constants == ["service": "sshd", "port": "22"] && sshd.timeGroup == "method"
                && sshd.timeForm == "%b %e")
        #expect(sshd.examples.map(\.record) == ["Failed password for root from 192.0.2.1", "Accepted root"])
        #expect(
            sshd.examples.map(\.line) == [13, 15] && sshd.examples[0].fields == ["user": "root", "src_ip": "192.0.2.1"])
        #expect(formats[1].within == nil && formats[1].patterns == ["(?<all>.*)"] && formats[1].timeGroup == nil)
    }

    @Test(
        "What is wrong is said with its line",
        arguments: [
            ("", nil, "empty"), ("title: T\npattern: (?<a>.)\n", 1, "no “name:”"),
            ("name: n\npattern: (?<a>.)\n", 1, "no “title:”"), ("name: n\ntitle: T\n", 1, "no “pattern:”"),
            ("name: Nn\ntitle: T\npattern: (?<a>.)\n", 1, "small letters"),
            ("name: n\ntitle: T\npattern: (?<a>.)\npatterns: []\n", 4, "one of the two"),
            ("name: n\ntitle: T\npattern: .\n", 3, "no named group"),
            ("name: n\ntitle: T\npattern: (?<a>.\n", 3, "missing closing parenthesis"),
            ("name: n\ntitle: T\npatterns: []\n", 1, "no “pattern:”"),
            ("name: n\ntitle: T\npattern: |\n  (?x)\n  (?<a>.)\n  [z-a]\n", 6, "range out of order"),
            ("name: n\ntitle: T\npattern: ''\n", 3, "is empty"),
            ("name: n\ntitle: T\nprogram: '('\npattern: (?<a>.)\n", 3, "missing closing parenthesis"),
            ("name: n\ntitle: T\npattern: (?<a>.)\ntime: {group: b}\n", 4, "a named group"),
            ("name: n\ntitle: T\npattern: (?<a>.)\ntime: {form: b}\n", 4, "a “group”"),
            ("name: n\ntitle: T\npattern: (?<a>.)\ntime: {zone: b}\n", 4, "“zone” is not known"),
            ("name: n\ntitle: T\npattern: (?<a>.)\nexamples: [{fields: {a: b}}]\n", 4, "has a “line:”"),
            ("name: n\ntitle: T\npattern: (?<a>.)\nprogramme: x\n", 4, "“programme” is not known"),
            (
                "name: n\ntitle: T\npattern: (?<a>.)\n---\nname: n\ntitle: U\npattern: (?<a>.)\n", 5,
                "stands in line 1 too"
            ), ("name: n\ntitle: [T]\npattern: (?<a>.)\n", 2, "single value"), ("name: n\n\ttitle: x\n", 2, "not YAML"),
        ] as [(String, Int?, String)])
    func faults(_ yaml: String, _ line: Int?, _ words: String) {
        let error = #expect(throws: FormatsError.self) { try Self.read(yaml) }
        guard case .unusable("f.yml", line, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains(words), "\(text)")
    }
}
