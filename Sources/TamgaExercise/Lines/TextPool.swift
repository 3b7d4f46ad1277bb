/// Texts that lines are put together from, each in whole words: most texts are one move, and what a move writes behind
/// a text's end is written over by what comes next.
struct TextPool: Sendable {
    /// What is copied at once.
    typealias Word = SIMD32<UInt8>

    private struct Text: Sendable {
        /// The first of its words.
        let first: Int32
        /// Bytes.
        let count: Int32
    }

    private var words: [Word] = []
    private var texts: [Text] = []

    /// How many texts there are.
    var count: Int { texts.count }

    /// Adds a text, and says at which place.
    mutating func add(_ text: [UInt8]) -> Int {
        texts.append(Text(first: Int32(words.count), count: Int32(text.count)))
        for start in stride(from: 0, to: max(text.count, 1), by: Word.scalarCount) {
            words.append(Self.word(text[start...]))
        }
        return count - 1
    }

    /// The bytes of the longest text in a range of places; 0 where it is empty.
    func longest(_ places: Range<Int>) -> Int { texts[places].reduce(0) { max($0, Int($1.count)) } }

    /// Writes the text at a place to a line's end, which it moves. Behind it there is to be room for a word.
    @inline(__always)
    func write(_ place: Int, to line: inout MutableRawSpan, at end: inout Int) {
        let text = texts[place]
        var word = Int(text.first)
        line.storeBytes(of: words[word], toByteOffset: end, as: Word.self)
        let next = end + Int(text.count)
        end += Word.scalarCount
        while end < next {
            word += 1
            line.storeBytes(of: words[word], toByteOffset: end, as: Word.self)
            end += Word.scalarCount
        }
        end = next
    }

    /// The first bytes of a text as a word, with NUL behind its end.
    static func word(_ text: some Sequence<UInt8>) -> Word {
        var word = Word()
        for (index, byte) in zip(word.indices, text) { word[index] = byte }
        return word
    }
}
