import ArgumentParser
import FoundationEssentials
import TamgaModel
import TamgaStore

extension StoreCommand {
    /// `tamga store repair`.
    struct Repair: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "repair",
            abstract: "Make a new store of what can still be read of a damaged one.",
            discussion: """
                A backup is better, where there is one: a repair cannot bring back what is not there. The damaged file is kept
                beside the new one, as STORE.damaged-TIME. Nothing else may use the store meanwhile. Exit status 0 where
                nothing was lost, 1 where something was, or where nobody can tell.

                  tamga store repair
                  tamga store repair --into recovered.sqlite
                """)

        @OptionGroup var storeOptions: StoreOptions
        @Option(
            help: ArgumentHelp("Write the new store here, and leave the damaged one where it is.", valueName: "file"))
        var into: String?

        func run() throws {
            try Failure.reporting {
                let path = try storeOptions.path()
                let condition = try Store.check(path)
                guard !condition.isSound else {
                    StandardError.line("\(path): nothing is wrong with it, and nothing was changed")
                    return
                }
                let holders = StoreHolder.all(of: path)
                if into == nil, !holders.isEmpty {
                    throw FailedInput(
                        description:
                            "\(path) is in use by \(holders.map(\.description).joined(separator: ", ")): end it first, or write elsewhere with --into"
                    )
                }
                let target = URL(filePath: path).resolvingSymlinksInPath().path
                let fresh = into ?? "\(target).tamga-\(ProcessInfo.processInfo.processIdentifier)"
                if into == nil { try? FileManager.default.removeItem(atPath: fresh) }
                let repair = try Store.rebuild(path, into: fresh)
                var kept = path
                if into == nil { kept = try replace(target, by: fresh) }
                let lines = StoreRepairText.lines(repair, store: into ?? path, damaged: kept)
                try Output("-").write(lines.joined(separator: "\n") + "\n")
                if !repair.isWhole { throw Failure.faultFound }
            }
        }

        /// Puts the new store in the place of the damaged one.
        ///
        /// - Returns: Where the damaged one is.
        private func replace(_ path: String, by fresh: String) throws -> String {
            let manager = FileManager.default
            let stamp = Timestamp.now.stix.filter { $0.isNumber || $0 == "T" }
            let damaged = "\(path).damaged-\(stamp)"
            // The damaged file has two names until the new one has its place: at no moment is there no store. Its log of
            // writes goes first, since it would be taken for the new one's.
            try manager.linkItem(atPath: path, toPath: damaged)
            if manager.fileExists(atPath: path + "-wal") {
                try manager.moveItem(atPath: path + "-wal", toPath: damaged + "-wal")
            }
            for ending in ["-shm", ".snapshot"] { try? manager.removeItem(atPath: path + ending) }
            try WholeOutput.settle(fresh, as: path)
            return damaged
        }
    }
}
