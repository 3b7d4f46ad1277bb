import TamgaModel
import TamgaRelease
import Testing

@Suite struct ReleaseClosureTests {
    private func object(_ name: String, to references: [String], _ level: Marking = .clear) -> MarkedObject {
        MarkedObject(id: name, type: "x", markings: [level.definitionID], references: references)
    }

    private func withheld(_ objects: [MarkedObject]) -> Set<String> {
        var closure = ReleaseClosure()
        for object in objects { closure.add(object, Fixture.policy().decide(object, for: .anyone)) }
        closure.close()
        return Set(objects.map(\.id).filter { closure.reason($0) != nil })
    }

    @Test("What refers to something that stays, stays, however far")
    func chains() {
        let chain = [object("a", to: ["b"]), object("b", to: ["c"]), object("c", to: ["d"]), object("d", to: [], .red)]
        #expect(withheld(chain) == ["a", "b", "c", "d"])
        #expect(withheld(chain.reversed()) == ["a", "b", "c", "d"])
        #expect(withheld([object("a", to: ["b", "nobody knows"]), object("b", to: ["a"])]).isEmpty)
        #expect(
            withheld([object("a", to: ["b"]), object("b", to: ["a"], .red), object("c", to: ["x"])]) == ["a", "b"])
    }

    @Test("One version that stays keeps what refers to any")
    func versions() {
        #expect(withheld([object("a", to: []), object("a", to: [], .red), object("b", to: ["a"])]) == ["a", "b"])
    }

    @Test("References are found wherever they stand in an object, the creator's aside")
    func references() {
        let object = Fixture.object(
            #"{"type":"sighting","id":"sighting--1","created_by_ref":"identity--1","sighting_of_ref":"indicator--1","where_sighted_refs":["identity--2"],"extensions":{"x":{"deep":[{"src_ref":"ipv4-addr--1"}]}},"object_marking_refs":["\#(Marking.red.definitionID)","\#(Fixture.statement)"]}"#
        )
        #expect(
            Set(object.references) == ["indicator--1", "identity--2", "ipv4-addr--1", Fixture.statement])
    }

    @Test(
        "A reference in another shape than it should have is one all the same",
        arguments: [
            #""object_refs":"indicator--1""#, #""object_refs":[["indicator--1"]]"#,
            #""object_refs":[{"id":"indicator--1"}]"#,
            #""target_ref":["indicator--1"]"#, #""target_ref":{"x":{"y":"indicator--1"}}"#,
            #""x_foo_ref":["indicator--1"]"#,
            #""x_foo_refs":"indicator--1""#, #""X_FOO_REF":"indicator--1""#, #""a":{"B_Refs":["indicator--1"]}"#,
        ])
    func shapes(_ property: String) {
        let object = Fixture.object(#"{"type":"note","id":"note--1",\#(property)}"#)
        #expect(object.references == ["indicator--1"])
    }
}
