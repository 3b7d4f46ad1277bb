import TamgaStore
import Testing

@Suite struct QueryPlanTests {
    /// Each hot query, how many arguments it takes, and what its plan must say; none may scan a table else.
    static let plans: [(String, Int, [String])] = [
        (Queries.lineProbe, 5, ["SEARCH own USING PRIMARY KEY (type=? AND value=? AND object=? AND source=?)"]),
        (Queries.valueProbe, 2, ["SEARCH indicator USING PRIMARY KEY (type=? AND value=?)"]),
        (Queries.statementsOfObject, 1, ["SEARCH indicator USING INDEX indicator_object (object=?)"]),
        (
            Queries.statementDelete, 4,
            ["SEARCH indicator USING PRIMARY KEY (type=? AND value=? AND object=? AND source=?)"]
        ),
        (Queries.objectByID, 1, ["SEARCH object USING INDEX sqlite_autoindex_object_1 (stix_id=?)"]),
        (
            Queries.versionProbe, 3,
            ["SEARCH version USING INDEX sqlite_autoindex_version_1 (object=? AND modified=?)"]
        ),
        (Queries.patterns, 0, ["SEARCH object USING COVERING INDEX object_form (form>?)"]),
        (Queries.creators, 0, ["SEARCH object USING INDEX object_creator (created_by>?)"]),
        (Queries.country, 1, ["SEARCH link USING INDEX object_location (relation_source=?)", "(stix_id=?)"]),
        (Queries.renameObjects, 3, ["SEARCH object USING INDEX object_creator (created_by=?)"]),
        (
            Queries.renameStatements, 4,
            [
                "SEARCH indicator USING INDEX indicator_object (object=?)",
                "SEARCH object USING INDEX object_creator (created_by=?)",
            ]
        ),
        (
            Queries.versions(of: "SELECT object FROM unsettled"), 0,
            [
                "SCAN unsettled", "SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH version USING INDEX sqlite_autoindex_version_1 (object=?)",
                "SEARCH source USING INTEGER PRIMARY KEY (rowid=?)",
            ]
        ),
    ]

    @Test(arguments: plans)
    func aHotQueryUsesItsIndex(sql: String, arguments: Int, expected: [String]) throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        let plan = try queryPlan(scratch.path(), sql, arguments: arguments)
        for step in expected { #expect(plan.contains(step), "\(plan)") }
        #expect(!plan.contains("SCAN indicator") && !plan.contains("SCAN version"), "\(plan)")
        #expect(!plan.contains("TEMP B-TREE") || sql == Queries.country, "\(plan)")
    }

    @Test(arguments: [false, true])
    func theCompilerReadsInKeyOrderWithoutSorting(newSince: Bool) throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        let plan = try queryPlan(scratch.path(), Queries.live(newSince: newSince), arguments: newSince ? 1 : 0)
        #expect(plan.hasPrefix("SCAN indicator"))
        #expect(plan.contains("SEARCH object USING INTEGER PRIMARY KEY"))
        #expect(!plan.contains("TEMP B-TREE"))
    }
}
