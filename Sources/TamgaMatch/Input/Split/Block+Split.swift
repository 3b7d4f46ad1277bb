import CTamgaSift
import TamgaLogs

extension Block {
    /// Keeps the lines that begin in a range of the log.
    ///
    /// - Parameter starts: where records begin, for a log that is reshaped; else each line is one.
    /// - Returns: how many records were kept, and how many lines of the source end in them; `nil` where nothing was.
    mutating func keep(
        beginningIn range: Range<Int>, starts: [RecordStart]?
    ) -> (records: Int, lines: Int)? {
        let low = lineStart(from: range.lowerBound - byteOffset)
        let high = lineStart(from: range.upperBound - byteOffset)
        guard low < high else {
            count = 0
            return nil
        }
        let isOpenEnded = unsafe text[high - 1] != 0x0A
        let before = lines(endingIn: 0..<low)
        let lines = lines(endingIn: low..<high)
        let records = starts.map { $0.count { low..<high ~= $0.offset } } ?? lines + (isOpenEnded ? 1 : 0)
        if low > 0 {
            // Safe: the range lies in the text; moving it to the front may overlap.
            unsafe text.update(from: text + low, count: high - low)
            if let inForce = headers.last(where: { $0.offset <= low }) {
                headers.removeAll { $0.offset <= low }
                headers.insert(BlockHeader(offset: 0, header: inForce.header), at: 0)
                for index in headers.indices.dropFirst() { headers[index].offset -= low }
            } else {
                for index in headers.indices { headers[index].offset -= low }
            }
        }
        headers.removeAll { $0.offset > high - low }
        lineEnds = lineEnds?.filter { low..<high ~= $0 }.map { $0 - low }
        count = high - low
        byteOffset += low
        firstLine += before
        return (records, lines)
    }

    /// Where the first line begins at or behind an index; at the end of the text where none does.
    private func lineStart(from index: Int) -> Int {
        guard index > 0 else { return 0 }
        var place = index - 1
        // Safe: the text is `count` bytes.
        while place < count, unsafe text[place] != 0x0A { place += 1 }
        return min(place + 1, count)
    }

    /// How many lines of the source end in a range of the text.
    private func lines(endingIn range: Range<Int>) -> Int {
        if let lineEnds { return lineEnds.count { range ~= $0 } }
        guard !range.isEmpty else { return 0 }
        // Safe: the range lies in the text.
        return unsafe Int(tamga_count_newlines(text + range.lowerBound, range.count))
    }
}
