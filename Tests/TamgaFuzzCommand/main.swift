import Foundation
import TamgaFuzzing

// tamga-fuzz TARGET|all [--seeds DIR]… [--corpus DIR] [--executions N] [--seed S] [--time SECONDS] [--findings DIR]
//            [--json FILE] [--show N] [--list]
let options = FuzzOptions(Array(CommandLine.arguments.dropFirst()))
if options.isChild { FuzzChild(options).run() } else { exit(FuzzParent(options).run()) }
