import TamgaModel
import TamgaMatch
import Foundation
let args = CommandLine.arguments
let text = try! String(contentsOfFile: args[1], encoding: .utf8)
var b = IndicatorTableBuilder { _ in false }
for l in text.split(separator: "\n") { if let o = try? Observable(.ipv4Address, l) { b.add(Statement(observable: o)) } }
let table = b.build(key: 1)
try! table.writeSnapshot(to: "/tmp/bench/x.snapshot")
var o = MatchOptions(); o.workers = Int(args[2])!
if args.count > 4 { o.engine = .reference }
let t0 = ContinuousClock.now
let run = MatchRun(table: table, suppressions: SuppressionList([]), options: o, derivedID: { _, _ in "x" })
let out = try! run.run([.file(args[3])])
let dt = (ContinuousClock.now - t0) / .seconds(1)
print(out.accounting, out.hits, out.sightings.count, "GB/s", Double(out.bytes) / dt / 1e9)
