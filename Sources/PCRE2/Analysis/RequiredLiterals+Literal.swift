extension RequiredLiterals {
    /// A run of bytes as it stands in the subject.
    public struct Literal: Hashable, Sendable {
        /// The bytes; ASCII letters in lower case where case does not count.
        public let bytes: [UInt8]
        /// True where ASCII letters of either case will do. Other bytes are always themselves.
        public let isCaseless: Bool

        /// A literal; the bytes are lowered where case does not count, and case counts where there is no letter.
        public init(bytes: [UInt8], isCaseless: Bool = false) {
            self.isCaseless = isCaseless && bytes.contains(where: Self.isLetter)
            self.bytes = self.isCaseless ? bytes.map(Self.lowered) : bytes
        }

        /// True where a run of a subject's bytes is this literal.
        ///
        /// - Complexity: the subject's length times the literal's; for tests and single looks, not for scans.
        public func isIn(_ subject: some RandomAccessCollection<UInt8>) -> Bool {
            var start = subject.startIndex
            var left = subject.count
            while left >= bytes.count {
                let run = subject[start...].prefix(bytes.count)
                if isCaseless ? run.lazy.map(Self.lowered).elementsEqual(bytes) : run.elementsEqual(bytes) {
                    return true
                }
                if left == 0 { return false }
                (start, left) = (subject.index(after: start), left - 1)
            }
            return false
        }

        static let empty = Literal(bytes: [])

        /// The two, one behind the other. A subject that holds both so holds this.
        func followed(by other: Literal) -> Literal {
            if bytes.isEmpty { return other }
            if other.bytes.isEmpty { return self }
            return Literal(bytes: bytes + other.bytes, isCaseless: isCaseless || other.isCaseless)
        }

        /// True where every subject that holds this holds the other.
        func implies(_ other: Literal) -> Bool {
            (other.isCaseless || !isCaseless || !other.bytes.contains(where: Self.isLetter)) && other.isIn(bytes)
        }

        func prefix(_ count: Int) -> Literal { Literal(bytes: Array(bytes.prefix(count)), isCaseless: isCaseless) }

        func suffix(_ count: Int) -> Literal { Literal(bytes: Array(bytes.suffix(count)), isCaseless: isCaseless) }

        private static func isLetter(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }

        private static func lowered(_ byte: UInt8) -> UInt8 {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
    }
}
