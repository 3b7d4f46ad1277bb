/// The names of fields that were met in records, so that a name is made once and not once a record.
///
/// A path is its parent and the last key. One a worker; forgotten when it has grown past ``most``.
struct NameTable: ~Copyable {
    private static let most = 16_384
    private let set: LogFormatSet
    private var paths = ByteTable()
    private var names: [(name: String, nameID: Int)] = []

    init(_ set: LogFormatSet) { self.set = set }

    /// The path of the outermost object, and of names without a parent.
    static let root = -1

    /// To be called between records: the paths are forgotten where there are too many.
    mutating func trim() {
        guard paths.count > Self.most else { return }
        paths.removeAll()
        names.removeAll(keepingCapacity: true)
    }

    /// The name of a path, and its id.
    func name(_ path: Int) -> (name: String, nameID: Int) { names[path] }

    /// The path of a key in a parent.
    ///
    /// - Parameter range: the key in `text`, escapes decoded.
    mutating func path(_ parent: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        let (path, isNew) = paths.number(parent, text, range)
        if isNew {
            let key = text.text(range)
            let name = parent == Self.root ? key : names[parent].name + "." + key
            names.append((name, set.id(of: name)))
        }
        return path
    }
}
