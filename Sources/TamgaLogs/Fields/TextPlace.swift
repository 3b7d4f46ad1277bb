/// Where the text stands that fields are found in: the record, or text that was decoded.
struct TextPlace {
    /// Added to places in the text.
    var offset = 0
    var isDecoded = false

    /// The record itself.
    static let record = TextPlace()
}
