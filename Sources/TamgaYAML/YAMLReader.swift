/// Reads the documents of a YAML file: bytes in, trees with places out.
///
/// Read is what people write: block and flow collections, the five styles of scalars, comments, anchors and aliases,
/// `---` and `...`, directives. Not read, and refused with a sentence that says so, are keys that are no scalars, keys
/// behind `?`, merge keys (`<<`), and tags other than the standard ones. The grammar is libyaml's, which reads the
/// documents one by one; what a scalar is, is YAML 1.2's (``YAMLScalar/value``).
///
/// Time is linear in the file's bytes, whatever they are; aliases cannot multiply beyond ``YAMLLimits/maximumNodes``.
public struct YAMLReader: Sendable {
    /// One document of a file.
    public struct Document: Sendable {
        /// 1-based line at which the document begins: of its `---`, or of the file's first line.
        public var line: Int
        /// Its root, or why it is not read. Other documents of the file are read all the same.
        public var root: Result<YAMLNode, YAMLFault>
    }

    /// What a file may take.
    public var limits: YAMLLimits

    /// A reader.
    public init(limits: YAMLLimits = YAMLLimits()) { self.limits = limits }

    /// The documents of a file in their order; those with nothing in them are left out.
    ///
    /// - Throws: where the whole file is unreadable: too large, not UTF-8, or with control characters in it.
    public func documents(of bytes: [UInt8]) throws(YAMLFault) -> [Document] {
        guard bytes.count <= limits.maximumSize else {
            throw YAMLFault(line: 1, offset: 0, "larger than \(limits.maximumSize) bytes")
        }
        try YAMLText.check(bytes)
        var documents: [Document] = []
        var nodes = 0
        for part in YAMLText.parts(of: bytes) {
            var composer = YAMLComposer(bytes, part, limits: limits, nodeCount: nodes)
            do throws(YAMLFault) {
                if let root = try composer.document() {
                    documents.append(Document(line: part.line, root: .success(root)))
                }
            } catch {
                documents.append(Document(line: part.line, root: .failure(error)))
            }
            nodes = composer.nodeCount
        }
        return documents
    }
}
