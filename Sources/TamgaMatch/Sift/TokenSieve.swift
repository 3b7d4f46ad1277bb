import CTamgaSift
import TamgaModel

/// Finds the runs of raw text that could be an observable, and confirms each against the table.
///
/// The text is classified 64 bytes at a time into bit masks (``CTamgaSift``); a few shifts and ANDs of whole
/// masks leave one bit where an address, the end of a host name, a digest or a word begins. Only there does
/// scalar code look, and only what passes a filter bit is compared with an entry's canonical bytes.
///
/// One per worker: it owns its scratch memory.
@safe
struct TokenSieve: ~Copyable {
    /// Words of 64 bytes classified at a time: the masks stay in the first-level cache.
    static let window = 256

    let table: IndicatorTable
    let settings: MatchSettings
    let masks: UnsafeMutablePointer<tamga_masks>
    /// Addresses of one window with where their first dots are; three dots take six bytes at least.
    let candidates: UnsafeMutablePointer<AddressCandidate>
    /// Names of one window whose last label is known; a last label takes two bytes with its dot.
    let hostCandidates: UnsafeMutablePointer<HostCandidate>
    /// How many of them there are.
    var hostCount = 0
    /// What has been confirmed in the text so far.
    var hits: [RawHit] = []
    /// Where the last digest, IPv6 and international run ended: a run is looked at once.
    var digestEnd = 0
    var colonEnd = 0
    var highEnd = 0
    /// The records to search again, decoded, and where the last of them ends.
    var escaped: [Range<Int>] = []
    var decodedEnd = 0
    var decoded = DecodedText()
    /// The paths of the record in which a host was last found that URLs are stated at.
    var paths = RecordPaths()
    /// What is stated at the hosts that have been seen.
    var hostIndexes: [UInt32: HostIndex] = [:]

    private let wantsAddresses: Bool
    private let wantsHosts: Bool
    private let wantsDigests: Bool
    private let wantsColons: Bool
    private let wantsPairs: Bool
    private let wantsWords: Bool
    /// Whether some literal's anchor word is beyond ASCII.
    let hasHighAnchors: Bool

    init(_ table: IndicatorTable, _ settings: MatchSettings) {
        self.table = table
        self.settings = settings
        unsafe masks = .allocate(capacity: Self.window + 1)
        unsafe candidates = .allocate(capacity: Self.window * 64)
        unsafe hostCandidates = .allocate(capacity: Self.window * 64 + 64)
        func wants(_ types: ObservableType...) -> Bool { types.contains(where: table.hasType) }
        wantsAddresses = wants(.ipv4Address, .ipv4Network)
        wantsHosts = wants(.domainName)
        wantsDigests = wants(.md5, .sha1, .sha224, .sha256, .sha384, .sha512, .ja3, .ja3s, .x509Fingerprint)
        wantsColons = wants(.ipv6Address, .ipv6Network) || wantsAddresses
        wantsPairs = wants(.macAddress, .x509Fingerprint, .x509Serial)
        hasHighAnchors = table.header.hasHighAnchors != 0
        wantsWords = table.header.shortestAnchor > 0
    }

    deinit {
        unsafe masks.deallocate()
        unsafe candidates.deallocate()
        unsafe hostCandidates.deallocate()
    }

    /// Searches a text; what is found is appended to ``hits``, not yet in order.
    ///
    /// - Returns: the number of newlines.
    mutating func sift(_ text: TextView) -> Int {
        decodedEnd = 0
        let newlines = siftRaw(text)
        if !escaped.isEmpty || settings.refangsText { siftDecoded(text) }
        return newlines
    }

    /// One pass over a text, escapes left alone.
    mutating func siftRaw(_ text: TextView) -> Int {
        digestEnd = 0
        colonEnd = 0
        highEnd = 0
        paths.removeAll()
        var newlines = 0
        var carry = MaskCarry()
        // One word past the last byte: what ends with the text ends there.
        let words = text.count / 64 + 1
        var first = 0
        while first < words {
            let count = min(Self.window, words - first)
            // Safe: one word past the window is the next one's text or, behind the last, padding.
            unsafe tamga_classify(text.base + first * 64, count + 1, masks)
            trimTail(text, first, count)
            for index in 0..<count { unsafe newlines += masks[index].newline.nonzeroBitCount }
            if wantsAddresses { siftAddresses(text, first, count, carry) }
            if wantsHosts { siftHosts(text, first, count, &carry) }
            if wantsDigests { siftDigests(text, first, count) }
            if wantsColons { siftColons(text, first, count) }
            if wantsPairs { siftPairs(text, first, count) }
            if wantsWords { siftWords(text, first, count, carry) }
            if table.header.hasInternationalNames != 0 { siftInternational(text, first, count) }
            if !text.isDecoded { siftEscapes(text, first, count) }
            unsafe carry.last = masks[count - 1]
            first += count
        }
        return newlines
    }

    /// Clears the mask bits that stand for padding, so that it is not counted as text.
    private func trimTail(_ text: TextView, _ first: Int, _ count: Int) {
        for index in [count - 1, count] {
            let start = (first + index) * 64
            guard start + 64 > text.count else { continue }
            let keep: UInt64 = text.count > start ? (1 << UInt64(text.count - start)) - 1 : 0
            unsafe masks[index].newline &= keep
            unsafe masks[index].dot &= keep
            unsafe masks[index].digit &= keep
            unsafe masks[index].host &= keep
            unsafe masks[index].hex &= keep
            unsafe masks[index].colon &= keep
            unsafe masks[index].escape &= keep
            unsafe masks[index].high &= keep
        }
    }
}

/// An address that stands in the text, not yet looked up.
struct AddressCandidate {
    var address: UInt32
    /// Where its first dot is.
    var dot: Int
}

/// A name that stands in the text, not yet looked up.
struct HostCandidate {
    /// The hash of the last two labels.
    var hash: UInt64
    /// Where they begin.
    var start: Int
    /// Where the name ends.
    var end: Int
    /// A backslash stands before them.
    var isEscape: Bool
}

/// What one window hands to the next.
struct MaskCarry {
    /// The masks of the word before the window.
    var last = tamga_masks()
    /// A label that could be a name's last began at the window's first byte.
    var labelStarts: UInt64 = 0
    /// A label that could be a name's last goes on in the window.
    var labelRuns: UInt64 = 0
}

extension UInt64 {
    /// The bits moved down, the next word's moved in from above. `distance` is 1 … 63.
    @inline(__always)
    func down(_ distance: UInt64, _ next: UInt64) -> UInt64 { self &>> distance | next &<< (64 &- distance) }
}
