import ArgumentParser
import Glibc
import TamgaReport

/// `tamga top`: what hits there are just now.
struct Top: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Show live rates of hits by member, rule and indicator.",
        discussion: """
            Reads the hits that a stream writes, from a file that grows or from a pipe, and shows how many a second there
            are over the last ten seconds, minute and five minutes. On a terminal the screen is renewed each second until
            q is pressed; where there is none, and with --once, all is read and shown once, by the hits' own times.

              tamga stream … --hits hits.ndjson & tamga top hits.ndjson
              tamga stream … --hits - | tamga top
              tamga top --once hits.ndjson
            """)

    @Flag(help: "Show once what there is, as plain text; rates are then those up to the newest hit's time.")
    var once = false
    @Flag(help: "Begin with what stands in the file already. [default: with what comes from now on]")
    var fromStart = false
    @Argument(help: "A file of hits; - is standard input.")
    var hits = "-"

    func run() throws {
        try Failure.reporting {
            if !once, hits == "-", isatty(0) == 1 {
                throw ValidationError("Standard input is the terminal: name a file of hits, or pipe a stream into it.")
            }
            guard !once, let terminal = Terminal() else { return try showOnce() }
            defer { terminal.restore() }
            try follow(terminal)
        }
    }

    private func showOnce() throws {
        var rates = HitRates()
        try FileLines.each(hits) { line, _, isTooLong in rates.add(isTooLong ? [0x3F] : line, at: nil) }
        let newest = rates.newest
        let note = newest == nil ? "no hits" : "up to the newest hit's time"
        let lines = RatesText(rates, name: hits).lines(
            at: newest ?? 0, note: note, columns: 80, rows: nil, Paint(isOn: false))
        try Output("-").write(lines.joined(separator: "\n") + "\n")
    }

    private func follow(_ terminal: Terminal) throws {
        var rates = HitRates()
        var tail = try HitTail(hits, fromEnd: !fromStart)
        let clock = ContinuousClock()
        let began = clock.now
        var shown = Int64(-1)
        let paint = Paint.standardOutput
        while true {
            let second = Int64((clock.now - began) / .seconds(1))
            let lines = try tail.next()
            for line in lines { rates.add(line, at: second) }
            let waiting = terminal.wait(lines.isEmpty ? 100 : 0, input: tail.waitable)
            if waiting.event == .quit { return }
            if second > shown || waiting.event == .resized {
                shown = second
                let size = terminal.size
                let note = tail.hasEnded ? "the stream has ended; q quits" : "q quits"
                try terminal.show(
                    RatesText(rates, name: hits).lines(
                        at: second, note: note, columns: size.columns, rows: size.rows, paint))
            }
        }
    }
}
