import Testing

/// What CONTRIBUTING.md asks of every file, as far as a machine can see it.
@Suite struct HouseTests {
    /// Where unchecked steps may stand.
    static let unsafeFolders = [
        "Sources/PCRE2/", "Sources/TamgaYAML/", "Sources/TamgaMatch/Sift/", "Sources/TamgaMatch/Compile/",
        "Sources/TamgaMatch/Input/",
        "Sources/TamgaMatch/Confirm/",
    ]

    /// How often the word `unsafe` stands elsewhere: each is a call into C, or into the table's memory, that cannot
    /// be made another way.
    static let unsafeElsewhere = [
        "Sources/TamgaExchange/Server/Answer/Gzip.swift": 11,
        "Sources/TamgaExercise/Lines/LineWriter.swift": 1,
        "Sources/TamgaReport/HTML/HTMLDocument.swift": 1,
        "Sources/TamgaCorrelate/Order/SpillFile.swift": 9,
        "Sources/TamgaMatch/Gather/LineCounter.swift": 1,
        "Sources/TamgaMatch/Reference/ReferenceEngine.swift": 4,
        "Sources/TamgaMatch/Reference/ReferenceRules.swift": 2,
        "Sources/tamga/Opening/KeySource.swift": 2,
        "Sources/tamga/Opening/OutsideProgram.swift": 25,
        "Sources/tamga/Printing/Descriptor.swift": 7,
        "Sources/tamga/Printing/FileIdentity.swift": 3,
        "Sources/tamga/Printing/Output.swift": 1,
        "Sources/tamga/Printing/WholeOutput.swift": 5,
        "Sources/TamgaStore/Keeping/StoreHolder.swift": 2,
        "Sources/TamgaStore/Keeping/Store+Place.swift": 1,
        "Sources/tamga/Settings/Surroundings.swift": 1,
        "Sources/TamgaExchange/PEMFile.swift": 2,
        "Sources/tamga/Streaming/EarlySignals.swift": 3,
        "Sources/tamga/Streaming/FileTail.swift": 2,
        "Sources/tamga/Streaming/HitFollower.swift": 2,
        "Sources/tamga/Streaming/HitTail.swift": 4,
        "Sources/tamga/Streaming/SignalInbox.swift": 4,
        "Sources/tamga/Streaming/Terminal.swift": 10,
    ]

    @Test("The sources are found")
    func sourcesAreFound() {
        #expect(SourceTree.files.count > 100)
    }

    @Test("Unchecked steps stand in few places", arguments: SourceTree.files)
    func unsafeIsFenced(_ file: SourceTree.File) {
        if Self.unsafeFolders.contains(where: file.path.hasPrefix) { return }
        #expect(file.count(of: "unsafe") == Self.unsafeElsewhere[file.path, default: 0], "unsafe in \(file.path)")
    }

    @Test("Where there are unchecked steps, a “Safe:” line says why they hold", arguments: SourceTree.files)
    func unsafeIsExplained(_ file: SourceTree.File) {
        if file.count(of: "unsafe") == 0 { return }
        #expect(file.lines.contains { $0.contains("Safe:") }, "\(file.path) has unchecked steps and no “// Safe:” line")
    }

    @Test("No file is longer than 600 lines", arguments: SourceTree.files)
    func filesAreShort(_ file: SourceTree.File) {
        #expect(file.lines.count <= 600, "\(file.path)")
    }

    @Test("Nothing is left for later, nothing gives up", arguments: SourceTree.files)
    func nothingIsLeft(_ file: SourceTree.File) {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        let left = file.lines.indices.filter { words.contains(where: file.lines[$0].holds) }.map { $0 + 1 }
        #expect(left == [], "\(file.path)")
        #expect(file.count(of: "fatalError") == 0, "\(file.path)")
        #expect(file.count(of: "try!") == 0 && !file.code.contains { $0.text.holds("try!") }, "\(file.path)")
    }

    @Test("Nothing below the command prints or reads the environment", arguments: SourceTree.files)
    func onlyTheCommandPrints(_ file: SourceTree.File) {
        if file.module == "tamga" { return }
        for word in ["print(", "debugPrint(", "dump(", "FileHandle.standard", "CommandLine.", "ProcessInfo"] {
            for (number, text) in file.code where text.holds(word) {
                let standsAlone = text.ranges(of: word).contains { range in
                    guard range.lowerBound > text.startIndex else { return true }
                    let before = text[text.index(before: range.lowerBound)]
                    return !before.isLetter && before != "." && before != "_"
                }
                #expect(!standsAlone, "\(file.path):\(number): \(word)")
            }
        }
    }

    @Test("Every command states its name: asking the runtime for a type's costs more than all else at the start")
    func commandsAreNamed() {
        let commands = SourceTree.files.filter { $0.count(of: "CommandConfiguration") > 0 }
        #expect(commands.count > 40)
        for file in commands {
            #expect(file.count(of: "commandName") >= file.count(of: "CommandConfiguration"), "\(file.path)")
        }
    }

    @Test("Vague names are not used", arguments: SourceTree.files)
    func namesSayWhatThingsAre(_ file: SourceTree.File) throws {
        let name = try #require(file.path.split(separator: "/").last)
        for word in ["Manager", "Helper", "Util", "Misc", "Common"] { #expect(!name.contains(word), "\(file.path)") }
    }
}
