import TamgaJSON

/// A line of hits, as they are written.
enum HitLine {
    /// The hit's id; `nil` where the line is none of a hit.
    static func id(_ line: ArraySlice<UInt8>) -> String? {
        let bytes = Array(line)
        let span = bytes.span
        return (try? JSONValue(span))?.member("id", in: span)?.string(in: span)
    }
}
