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
        let written = Mutex<[Int: ([UInt8], ExerciseRecorder)]>([:])
        try exercise.eachLog(workers: workers) { number in
            var recorder = ExerciseRecorder(exercise.logs[number])
            var bytes: [UInt8] = []
            for slice in 0..<exercise.logs[number].sliceCount {
                let slice = exercise.logs[number].slice(slice)
                bytes += slice.bytes
                recorder.add(slice)
            }
            let result = (bytes, recorder)
            written.withLock { $0[number] = result }
        }
        let all = written.withLock { $0 }
        for (number, log) in exercise.logs.enumerated() { files[log.path] = all[number]?.0 }
        let recorders = exercise.logs.indices.compactMap { all[$0]?.1 }
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
