import TamgaJSON
import TamgaModel

extension Summary {
    /// The members of the object `rules`.
    func write(_ rules: RuleFindings, to page: inout JSONWriter) {
        page.member("runs", rules.runs)
        page.member("run", rules.run)
        page.member("not_run", rules.notRun)
        page.member("hits", rules.hits)
        page.array("fired") { list in
            for rule in rules.fired { list.object { write(rule, to: &$0) } }
        }
        page.array("undecided") { list in
            for rule in rules.undecided {
                list.object {
                    $0.member("id", rule.id)
                    $0.member("title", rule.title)
                    $0.member("records", rule.records)
                    $0.member("source", rule.source)
                    $0.member("line", rule.line)
                }
            }
        }
    }

    private func write(_ rule: RuleFindings.Fired, to page: inout JSONWriter) {
        page.member("id", rule.id)
        page.member("title", rule.title)
        page.member("level", rule.level?.rawValue)
        page.member("tags", rule.tags)
        page.member("techniques", rule.techniques)
        page.member("records", rule.records)
        page.array("observers") { list in
            for observer in rule.observers {
                list.object {
                    $0.state("observer", observer.state)
                    $0.member("records", observer.records)
                }
            }
        }
        page.member("first_seen", rule.seen.first?.description)
        page.member("last_seen", rule.seen.last?.description)
    }
}
