import TamgaModel

extension Timestamp {
    /// A feed's time: RFC 3339, also with ` UTC` behind it, or seconds since the epoch.
    init?(feedTime text: String) {
        let plain = text.hasSuffix(" UTC") ? String(text.dropLast(4)) : text
        if let time = Timestamp(rfc3339: plain) {
            self = time
        } else if plain.utf8.count >= 9, plain.utf8.count <= 11, let seconds = Int64(plain) {
            self.init(seconds: seconds)
        } else {
            return nil
        }
    }
}
