import Foundation

/// An input on which something does not hold.
struct FuzzFinding {
    let target: String
    let number: UInt64
    let reason: String
    let input: [UInt8]

    /// FNV-1a of the input: the same finding has the same name.
    private var digest: String {
        let hash = input.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }

    /// Writes the input, and says how it can be made again.
    func keep(in folder: URL, seed: UInt64) {
        let file = folder.appending(path: "\(target)-\(digest).bin")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? Data(input).write(to: file)
        let shown = reason.count > 800 ? reason.prefix(800) + "…" : reason[...]
        let line =
            "FOUND \(target), input \(number) of seed \(seed), \(input.count) bytes, \(file.path): \(shown.debugDescription)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
