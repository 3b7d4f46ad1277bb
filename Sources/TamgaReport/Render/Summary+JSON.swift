import TamgaJSON
import TamgaModel

extension Summary {
    /// The summary as JSON, in the form of `schemas/summary.schema.json`: keys always in the same order, times in
    /// RFC 3339, `null` for the member that is "unattributed". Ends with a newline.
    public func json() -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { page in
            page.member("community", community)
            page.object("reading") { write(reading, to: &$0) }
            page.object("found") { write(found, seen, to: &$0) }
            page.array("members") { list in
                for member in members { list.object { write(member, to: &$0) } }
            }
            page.object("matrix") { Self.write(matrix, to: &$0) }
            if let rules { page.object("rules") { write(rules, to: &$0) } }
            if !correlations.isEmpty {
                page.array("correlations") { list in for row in correlations { list.object { write(row, to: &$0) } } }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private func write(_ reading: Reading, to page: inout JSONWriter) {
        page.member("runs", reading.runs)
        page.member("finished", reading.finished?.description)
        page.member("revision", reading.revision)
        page.member("files", reading.files)
        page.member("unreadable_files", reading.unreadableFiles)
        page.member("bytes", reading.bytes)
        page.object("records") { account in
            account.member("in", reading.accounting.total)
            account.member("matched", reading.accounting.matched)
            account.member("unmatched", reading.accounting.unmatched)
            account.member("unparsed", reading.accounting.unparsed)
            account.member("late", reading.accounting.late)
            account.member("refused", reading.accounting.refused)
        }
        page.member("hits", reading.hits)
        page.member("hits_outside_validity", reading.outsideValidity)
        page.member("refusals", reading.refusals)
        page.array("suppressed") { lists in
            for entry in reading.suppressed {
                lists.object {
                    $0.member("list", entry.list)
                    $0.member("candidates", entry.candidates)
                }
            }
        }
    }

    private func write(_ count: Count, _ seen: Seen, to page: inout JSONWriter) {
        page.member("hits", count.hits)
        page.member("indicators", count.indicators)
        page.member("sightings", count.sightings)
        page.member("first_seen", seen.first?.description)
        page.member("last_seen", seen.last?.description)
    }

    private func write(_ member: MemberRow, to page: inout JSONWriter) {
        page.state("member", member.state)
        page.member("name", member.name)
        page.member("indicators_shared", member.indicatorsShared)
        page.object("seen") { write(member.found, member.seen, to: &$0) }
        page.object("shared_and_seen") {
            $0.member("hits", member.useful.hits)
            $0.member("indicators", member.useful.indicators)
            $0.member("sightings", member.useful.sightings)
        }
        page.member("suppressed", member.suppressed)
        page.member("refusals", member.refused)
        page.array("types") { list in
            for share in member.types {
                list.object {
                    $0.member("type", share.type.label)
                    $0.member("hits", share.hits)
                    $0.member("indicators", share.indicators)
                }
            }
        }
        page.array("top") { list in
            for entry in member.top { list.object { Self.write(entry, to: &$0) } }
        }
        if let rules = member.rules {
            page.object("rules") {
                $0.member("hits", rules.hits)
                $0.member("rules", rules.rules)
                $0.member("first_seen", rules.seen.first?.description)
                $0.member("last_seen", rules.seen.last?.description)
            }
        }
    }

    static func write(_ entry: TopIndicator, to page: inout JSONWriter) {
        page.member("value", entry.observable.text)
        page.member("type", entry.observable.type.label)
        page.member("observable_type", entry.observable.type.stixName)
        page.member("indicator_id", entry.indicatorID)
        page.member("producers", entry.producers.map(\.code))
        page.member("confidence", entry.confidence)
        page.member("marking", entry.marking?.label)
        page.member("hits", entry.hits)
        page.member("first_seen", entry.seen.first?.description)
        page.member("last_seen", entry.seen.last?.description)
    }

    static func write(_ matrix: SharingMatrix, to page: inout JSONWriter) {
        page.member("row_sum_hits", matrix.rowSum)
        page.object("total") { $0.cell(matrix.total) }
        page.array("producers") { list in
            for (state, total) in zip(matrix.states, matrix.producerTotals) {
                list.object {
                    $0.state("producer", state)
                    $0.cell(total)
                }
            }
        }
        page.array("observers") { list in
            for (state, total) in zip(matrix.states, matrix.observerTotals) {
                list.object {
                    $0.state("observer", state)
                    $0.cell(total)
                }
            }
        }
        page.array("cells") { list in
            for (row, producer) in matrix.states.enumerated() {
                for (column, observer) in matrix.states.enumerated() where matrix.cells[row][column].hits > 0 {
                    list.object {
                        $0.state("producer", producer)
                        $0.state("observer", observer)
                        $0.cell(matrix.cells[row][column])
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    mutating func state(_ key: String, _ state: MemberState?) {
        if let state { member(key, state.code) } else { null(key) }
    }

    fileprivate mutating func cell(_ cell: SharingMatrix.Cell) {
        member("hits", cell.hits)
        member("indicators", cell.indicators)
    }
}
