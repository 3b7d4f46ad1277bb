import TamgaModel

/// What stands around one host in text: a whole URL, a path right behind the host, or neither.
struct URLSite {
    /// Whether a scheme stands before the host.
    let hasScheme: Bool
    /// Whether a path follows the host, port between or not.
    let hasPath: Bool
    /// The canonical forms of what may be the URL, or the path behind the host, with where URL, or host and path,
    /// stand; the longest first.
    let readings: [(bytes: [UInt8], range: Range<Int>)]

    /// Reads what stands around a host.
    ///
    /// - Parameter longest: of the URLs wanted, the longest in canonical form; a percent escape takes three bytes.
    init(_ text: TextView, host: Range<Int>, longest: Int) {
        let limit = min(3 * longest + 64, URLToken.longest)
        if let scheme = URLToken.schemeStart(text, host: host) {
            hasScheme = true
            hasPath = false
            readings = URLToken.ends(text, from: host.upperBound, limit: limit).compactMap { end in
                text.withSpan(scheme..<end) { URLToken.canonical($0) }.map { ($0, scheme..<end) }
            }
            return
        }
        let behind = URLToken.portEnd(text, from: host.upperBound)
        hasScheme = false
        hasPath =
            text[behind] == UInt8(ascii: "/")
            || text[behind] == UInt8(ascii: "\\") && text[behind + 1] == UInt8(ascii: "/")
        readings =
            hasPath
            ? URLToken.ends(text, from: behind, limit: limit).compactMap { end in
                URLToken.path(text, behind..<end).map { ($0, host.lowerBound..<end) }
            } : []
    }
}

/// The paths that stand by themselves in a record, as the fields of a proxy record have them.
///
/// A record is cut into stretches of 32 KiB: of a longer one, only the paths in the host's own stretch and in its
/// neighbours count, so that one line that holds many events does not join the host of one to the path of another.
struct RecordPaths {
    private static let stretch = 32_768
    private var record = -1
    private var place = -1
    private var paths: Set<[UInt8]> = []

    /// Forgets everything: the text is another.
    mutating func removeAll() { record = -1 }

    /// The paths, in canonical form, that stand in the record around a position.
    mutating func near(_ text: TextView, _ position: Int) -> Set<[UInt8]> {
        let range = text.record(around: position)
        let here = (position - range.lowerBound) / Self.stretch
        if record != range.lowerBound || place != here {
            record = range.lowerBound
            place = here
            paths.removeAll(keepingCapacity: true)
            let low = range.lowerBound + max(0, here - 1) * Self.stretch
            collect(text, low..<min(range.upperBound, range.lowerBound + (here + 2) * Self.stretch))
        }
        return paths
    }

    private mutating func collect(_ text: TextView, _ range: Range<Int>) {
        for index in range where text[index] == UInt8(ascii: "/") {
            let start = text[index - 1] == UInt8(ascii: "\\") ? index - 1 : index
            guard URLToken.beginsField(text[start - 1]) else { continue }
            for end in URLToken.ends(text, from: start, limit: 2_048) {
                if let path = URLToken.path(text, start..<end), path.count > 1 { paths.insert(path) }
            }
        }
    }
}
