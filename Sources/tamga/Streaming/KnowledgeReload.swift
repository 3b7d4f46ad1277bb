import Synchronization
import TamgaMatch
import TamgaModel
import TamgaStore

/// Looks once a second whether the store or a file has changed from which the stream's knowledge was made, and loads it
/// anew beside the search; where anything in it is broken that was not, what was loaded before stays.
final class KnowledgeReload: StreamDuty {
    /// How loading has gone.
    struct Account {
        var reloads = 0
        var failures = 0
        /// When the knowledge in use was loaded.
        var loaded = ContinuousClock.now
        var revision: Int64
        var indicators: Int
        var rules: Int
        var refusedRules: Int
    }

    private struct State {
        var knowledge: Knowledge
        /// What tells the knowledge in use from later ones.
        var mark: KnowledgeSources.Mark
        /// The same of what was loaded last, whether it is in use or broken.
        var tried: KnowledgeSources.Mark
        var isAsked = false
        /// The store's file is not there any more, or another one; that was said.
        var isOut = false
        var isLoading = false
        var account: Account
    }

    private let sources: KnowledgeSources
    private let isQuiet: Bool
    private let state: Mutex<State>
    /// Puts knowledge into use.
    private let adopt: @Sendable (Knowledge, _ number: Int) -> Void

    init(
        _ sources: KnowledgeSources, _ knowledge: Knowledge, _ mark: KnowledgeSources.Mark, isQuiet: Bool,
        adopt: @escaping @Sendable (Knowledge, _ number: Int) -> Void
    ) {
        self.sources = sources
        self.isQuiet = isQuiet
        self.adopt = adopt
        state = Mutex(State(knowledge: knowledge, mark: mark, tried: mark, account: Account(knowledge)))
    }

    /// How loading has gone.
    var account: Account { state.withLock { $0.account } }

    func reload() { state.withLock { $0.isAsked = true } }

    func perform(_ run: StreamRun) throws {
        do { try sources.store.requireInPlace() } catch {
            let isTold = state.withLock { state in
                defer { state.isOut = true }
                return state.isOut
            }
            if !isTold { StandardError.line("tamga: what was loaded before stays in use: \(error)", .warning) }
            return
        }
        guard let mark = try? sources.mark() else { return }
        let before = state.withLock { state -> (knowledge: Knowledge, keepsRules: Bool)? in
            guard !state.isLoading, state.isAsked || state.tried != mark else { return nil }
            defer { (state.isLoading, state.isAsked, state.tried) = (true, false, mark) }
            return (state.knowledge, !state.isAsked && state.mark.rules == mark.rules)
        }
        guard let before else { return }
        try SystemThread.start { self.load(before.knowledge, mark, keepsRules: before.keepsRules) }
    }

    func finish(_ run: StreamRun) throws {}

    private func load(_ old: Knowledge, _ mark: KnowledgeSources.Mark, keepsRules: Bool) {
        do {
            let new = try sources.load(rules: keepsRules ? old.rules : nil)
            let broken = Set(new.rules.problems).subtracting(old.rules.problems)
            guard broken.isEmpty else { throw FailedInput(description: broken.sorted().joined(separator: "\n")) }
            adopt(new, state.withLock { $0.account.reloads + 1 })
            state.withLock { state in
                let (reloads, failures) = (state.account.reloads + 1, state.account.failures)
                (state.knowledge, state.mark) = (new, mark)
                state.account = Account(new)
                (state.account.reloads, state.account.failures) = (reloads, failures)
                state.isLoading = false
            }
            if !isQuiet {
                StandardError.line(
                    "tamga: loaded anew: revision \(new.revision), \(new.table.observableCount) observables, "
                        + "\(new.rules.compiled.count) rules")
            }
        } catch {
            state.withLock { state in
                state.account.failures += 1
                state.isLoading = false
            }
            StandardError.line("tamga: what was loaded before stays in use: \(error)", .warning)
        }
    }
}

extension KnowledgeReload.Account {
    init(_ knowledge: Knowledge) {
        revision = knowledge.revision
        indicators = knowledge.table.observableCount
        rules = knowledge.rules.compiled.count
        refusedRules = knowledge.rules.refused
    }
}
