import FoundationEssentials
import Glibc
import TamgaMatch
import TamgaModel

/// A stream's figures in Prometheus' text format (version 0.0.4).
struct StreamMetrics {
    let account: StreamAccount
    let status: StreamStatus
    let knowledge: KnowledgeReload.Account

    /// The figures, each with what it means.
    var text: String {
        var text = ""
        func add(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int)]) {
            text += "# HELP tamga_\(name) \(help)\n# TYPE tamga_\(name) \(type)\n"
            for (labels, value) in values { text += "tamga_\(name)\(labels) \(value)\n" }
        }
        func count(_ name: String, _ help: String, _ value: Int) { add(name, "counter", help, [("", value)]) }
        func gauge(_ name: String, _ help: String, _ value: Int) { add(name, "gauge", help, [("", value)]) }

        let outcome = account.sinceStart
        let records = outcome.accounting
        count("records_total", "Records that came.", records.total)
        count("bytes_total", "Bytes of records that came.", outcome.bytes)
        add(
            "hits_total", "counter", "Hits.",
            [
                (#"{kind="indicator"}"#, outcome.hits), (#"{kind="rule"}"#, outcome.ruleHits),
                (#"{kind="correlation"}"#, outcome.correlationHits),
            ])
        count(
            "suppressed_total", "Hits that a list of false positives holds back.",
            outcome.suppressed.values.reduce(0, +))
        count("refused_records_total", "Records that were left out.", records.refused)
        count("unparsed_records_total", "Records that do not have their log's form.", records.unparsed)
        count("undecided_total", "Records and rules that could not be decided.", outcome.undecided)
        add(
            "dropped_total", "counter", "What could not be taken.",
            [
                (#"{what="datagrams"}"#, status.droppedDatagrams),
                (#"{what="connections"}"#, status.refusedConnections),
                (#"{what="files"}"#, status.lostFiles),
            ])
        gauge("lag_bytes", "Bytes in followed files that have not been read.", status.bytesBehind)
        if let latest = account.latest {
            let behind = max(0, Timestamp.now.microseconds - latest.microseconds) / 1_000_000
            gauge("lag_seconds", "From the latest time of a record with a hit until now.", Int(behind))
        }
        gauge("files", "Files that are followed.", status.files)
        gauge("open_files", "Followed files that are held open.", status.openFiles)
        count("rotations_total", "Followed files that were renamed or removed.", status.rotations)
        count("truncations_total", "Followed files that were emptied.", status.truncations)
        gauge("connections", "Connections of the listener.", status.connections)
        let age = ContinuousClock.now - knowledge.loaded
        gauge("matcher_age_seconds", "Since what is looked for was loaded.", Int(age / .seconds(1)))
        gauge("matcher_revision", "The store's revision that is looked for.", Int(knowledge.revision))
        gauge("matcher_observables", "Observables that are looked for.", knowledge.indicators)
        gauge("rules", "Rules that are run.", knowledge.rules)
        gauge("refused_rules", "Rules that are refused.", knowledge.refusedRules)
        count("reloads_total", "How often what is looked for was loaded anew.", knowledge.reloads)
        count("failed_reloads_total", "How often it could not be.", knowledge.failures)
        if let memory = Self.residentMemory { gauge("resident_memory_bytes", "Memory in use.", memory) }
        return text
    }

    /// The process' resident memory, as `/proc/self/statm` says; `nil` where there is none.
    private static var residentMemory: Int? {
        guard let bytes = try? WholeFile.read("/proc/self/statm", limit: 4_096) else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }
}
