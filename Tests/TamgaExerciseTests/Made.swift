import Synchronization
import TamgaExercise
import TamgaJSON

/// An exercise in memory.
struct Made {
    /// Bytes by paths.
    var files: [String: [UInt8]] = [:]
    /// Records and decoys of the answers: the texts of their members, the first indicator as `indicator`.
    var answers: [[String: String]] = []

    init(_ exercise: Exercise, workers: Int) throws {
        let written = Mutex<[([UInt8], ExerciseRecorder)]>([])
        try exercise.eachSlice(workers: workers) { number, slice in
            written.withLock { written in
                if number == written.count { written.append(([], ExerciseRecorder(exercise.logs[number]))) }
                written[number].0 += slice.bytes
                written[number].1.add(slice)
            }
        }
        let all = written.withLock { $0 }
        for (log, made) in zip(exercise.logs, all) { files[log.path] = made.0 }
        let recorders = all.map(\.1)
        for document in exercise.documents + exercise.answers(recorders) { files[document.path] = document.bytes }
        for line in (files["answers/answers.ndjson"] ?? []).split(separator: 0x0A) {
            let line = Array(line)
            let value = try JSONValue(line.span)
            var answer: [String: String] = [:]
            var members = value.members
            while let member = members.next(in: line.span) {
                guard let key = member.key.string(in: line.span) else { continue }
                if let text = member.value.string(in: line.span) { answer[key] = text }
                if let number = member.value.integer(in: line.span) { answer[key] = "\(number)" }
                var elements = member.value.elements
                if key == "indicators", let first = elements.next(in: line.span) {
                    answer["indicator"] = first.string(in: line.span)
                }
            }
            if answer["line"] != nil { answers.append(answer) }
        }
    }
}
