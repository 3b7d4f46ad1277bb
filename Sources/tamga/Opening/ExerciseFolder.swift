import FoundationEssentials
import Synchronization
import TamgaExercise
import TamgaModel

/// The folder of an exercise: what may be written over, and the writing.
struct ExerciseFolder {
    /// What was written.
    struct Written {
        let lines: Int
        let bytes: Int
        let planted: Int
    }

    /// The log that is being written, and what is known of those before it.
    private struct LogWriting {
        var recorders: [ExerciseRecorder] = []
        private var output: Output?
        private var bytes = 0

        /// Writes the next slice.
        ///
        /// - Returns: the bytes of all slices so far.
        mutating func write(_ slice: ExerciseSlice, of log: ExerciseLog, at number: Int, in path: String) throws -> Int
        {
            if number == recorders.count {
                output = try Output("\(path)/\(log.path)", .creating)
                recorders.append(ExerciseRecorder(log))
            }
            try output?.write(slice.bytes)
            recorders[number].add(slice)
            bytes += slice.bytes.count
            return bytes
        }
    }

    private let path: String
    /// What an exercise consists of.
    private static let parts = [
        "logs", "rules", "answers", "README.md", "community.yaml", "indicators.json", "carried.txt",
    ]

    init(_ path: String) { self.path = path }

    /// Makes the folder, or sees that nothing of anybody's is lost: a folder with files in it is an error, unless they are
    /// an exercise's and that is to be replaced.
    func prepare(isReplacing: Bool) throws {
        let files = FileManager.default
        if files.fileExists(atPath: path) {
            guard let found = try? files.contentsOfDirectory(atPath: path) else {
                throw FailedInput(description: "\(path) is no folder that can be read")
            }
            let foreign = found.filter { !Self.parts.contains($0) }.sorted()
            if let first = foreign.first {
                throw FailedInput(description: "\(path) has other files in it, such as \(first): name a new folder")
            }
            if !found.isEmpty, !isReplacing {
                throw FailedInput(
                    description: "\(path) has an exercise in it: name a new folder, or --force to replace it")
            }
            for part in found { try files.removeItem(atPath: "\(path)/\(part)") }
        }
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Writes an exercise, its answers last.
    func write(_ exercise: Exercise, workers: Int, progress: @Sendable (Int) -> Void) throws -> Written {
        for log in exercise.logs { try makeFolder(of: log.path) }
        let writing = Mutex(LogWriting())
        try exercise.eachSlice(workers: workers) { number, slice in
            let written = try writing.withLock { try $0.write(slice, of: exercise.logs[number], at: number, in: path) }
            progress(written)
        }
        let all = writing.withLock(\.recorders)
        for document in exercise.documents + exercise.answers(all) {
            try makeFolder(of: document.path)
            try WholeOutput.write(document.bytes, to: "\(path)/\(document.path)")
        }
        let date = Date(timeIntervalSince1970: Double(exercise.end.microseconds / 1_000_000))
        for log in exercise.logs {
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(path)/\(log.path)")
        }
        return Written(
            lines: all.reduce(0) { $0 + $1.lines }, bytes: all.reduce(0) { $0 + $1.bytes },
            planted: all.reduce(0) { $0 + $1.planted })
    }

    private func makeFolder(of file: String) throws {
        let folder = URL(filePath: "\(path)/\(file)").deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
}
