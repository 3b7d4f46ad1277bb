import TamgaFormats
import TamgaModel
import Testing

/// What STIX patterns ask of one record.
@Suite struct StixRecordConditionTests {
    private func condition(_ pattern: String) throws -> StixRecordCondition? {
        StixRecordCondition(try StixPattern(parsing: pattern))
    }

    @Test(
        "A pattern of one observation is a condition on fields",
        arguments: [
            "[process:command_line LIKE '%-enc%' AND process:name = 'powershell.exe']",
            "[process:name IN ('a.exe', 'b.exe')]", "[process:pid NOT > 5]", "[process:pid != 4]",
            "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_port = 443]",
            "[file:hashes.'SHA-256' = 'aa' AND file:name = 'x.exe']", "[EXISTS user-account:user_id]",
            "[url:value MATCHES '^http://[a-z]+/']",
            "[ipv4-addr:value ISSUBSET '192.0.2.0/24' AND ipv4-addr:value != '192.0.2.1']",
            "[process:cwd = 'x'] OR [process:cwd = 'y']",
        ])
    func isACondition(_ pattern: String) throws {
        let condition = try #require(try condition(pattern))
        #expect(condition.expression != nil)
        #expect(condition.unseen.isEmpty)
    }

    @Test(
        "A pattern that needs several observations is none",
        arguments: [
            "[process:pid = 1] AND [process:pid = 2]", "[process:pid = 1] FOLLOWEDBY [process:pid = 2]",
            "[process:pid = 1] REPEATS 3 TIMES", "[process:pid = 1] WITHIN 5 SECONDS",
        ])
    func severalObservations(_ pattern: String) throws { #expect(try condition(pattern) == nil) }

    @Test("What no record has is named, and never holds")
    func unseen() throws {
        let condition = try #require(try condition("[x-foo:bar = 'a' AND x-foo:baz = 1]"))
        #expect(condition.expression == nil)
        #expect(condition.unseen == ["x-foo:bar", "x-foo:baz"])
        // Another branch may still be seen.
        let branches = try #require(try self.condition("[x-foo:bar = 'a' OR process:pid = 1]"))
        #expect(branches.expression != nil && branches.unseen == ["x-foo:bar"])
    }

    @Test("Objects of different types are never one object")
    func differentObjects() throws {
        #expect(try condition("[process:pid = 1 AND file:name = 'x']")?.expression == nil)
    }

    @Test("Branches that are lists of values are looked for by themselves")
    func listed() throws {
        let condition = try #require(try condition("[domain-name:value = 'evil.example'] OR [process:pid = 1]"))
        let alone = try #require(try self.condition("[process:pid = 1]"))
        #expect(condition.expression == alone.expression)
    }
}
