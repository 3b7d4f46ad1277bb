import Testing

/// Each limit at its figure, and one past it.
@Suite struct LimitCaseTests {
    @Test("What is as large as a limit is taken, what is one larger is not", arguments: LimitCase.all)
    func boundary(_ one: LimitCase) {
        #expect(one.takes(one.limit), "\(one): \(one.limit) is refused")
        #expect(!one.takes(one.limit + 1), "\(one): \(one.limit + 1) is taken")
    }
}
