import CTamgaSift
import TamgaModel

/// Host names: found by the end of their last label.
extension TokenSieve {
    /// A dot between host characters with a letter behind it may begin a last label; adding such a start to the
    /// mask of host characters carries through the label and leaves a bit at its end. Ends that another label
    /// follows are dropped; of the rest, the label is held against the last labels that indicators have.
    ///
    /// What that lets through is gathered, and looked up when the window is done: by then the memory that decides is there.
    mutating func siftHosts(_ text: TextView, _ first: Int, _ count: Int, _ carry: inout MaskCarry) {
        hostCount = 0
        defer {
            // Safe: the candidates before `hostCount` have been written.
            for index in 0..<hostCount { unsafe probeHost(text, hostCandidates[index]) }
        }
        var before = carry.last.host
        // No top-level domain begins with a digit; names of other realms may.
        let ignored: UInt64 = table.header.hasDigitLabels != 0 ? 0 : ~0
        for index in 0..<count {
            // Safe: `masks` has room for one word more than `count`, and the caller has filled them.
            let mask = unsafe masks[index]
            let next = unsafe masks[index + 1]
            let letters = mask.host & ~(mask.digit & ignored)
            let dots =
                mask.dot & (mask.host &<< 1 | before &>> 63) & letters.down(1, next.host & ~(next.digit & ignored))
            before = mask.host
            if dots | carry.labelStarts | carry.labelRuns == 0 { continue }
            let starts = dots &<< 1 | carry.labelStarts | carry.labelRuns
            carry.labelStarts = dots &>> 63
            let (sum, overflow) = mask.host.addingReportingOverflow(starts)
            carry.labelRuns = overflow ? 1 : 0
            var ends = sum & ~mask.host & ~(mask.dot & mask.host.down(1, next.host))
            let base = (first &+ index) &* 64
            while ends != 0 {
                let end = base &+ ends.trailingZeroBitCount
                ends &= ends &- 1
                siftHost(text, endingAt: end)
            }
        }
    }

    /// Holds a last label that ends at a position, then the last two, against the filters.
    @inline(__always)
    private mutating func siftHost(_ text: TextView, endingAt end: Int) {
        let word = text.word(end &- 8)
        let dots = word ^ 0x2E2E_2E2E_2E2E_2E2E
        let zeroes = ~((dots & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | dots | 0x7F7F_7F7F_7F7F_7F7F)
        var label = zeroes.leadingZeroBitCount &>> 3
        let hash: UInt64
        if label < 8 {
            hash = TextHash.fold(TextHash.lowercased(word &>> UInt64(truncatingIfNeeded: 64 &- 8 &* label)))
        } else {
            if text[end &- 1] == 0x2D || text[end &- 1] == 0x5F { siftTrimmed(text, endingAt: end) }
            guard table.header.hasLongLabels != 0 else { return }
            while label < 64, TextByte.isHost(text[end &- label &- 1]) { label &+= 1 }
            hash = text.hash(end &- label..<end)
            if table.labelFilter.holds(hash) {
                siftName(text, endingAt: end, lastLabel: label)
            }
            return
        }
        if table.labelFilter.holds(hash) { siftName(text, endingAt: end, lastLabel: label) }
        if text[end &- 1] == 0x2D || text[end &- 1] == 0x5F { siftTrimmed(text, endingAt: end) }
    }

    /// A name with dashes or underscores behind it, as in `evil.example--`.
    private mutating func siftTrimmed(_ text: TextView, endingAt end: Int) {
        var trimmed = end
        while end - trimmed < 64, text[trimmed - 1] == 0x2D || text[trimmed - 1] == 0x5F { trimmed -= 1 }
        var label = 0
        while label < 64, TextByte.isHost(text[trimmed - label - 1]) { label += 1 }
        guard label > 0, label < 64 else { return }
        siftName(text, endingAt: trimmed, lastLabel: label)
    }

    /// The last two labels of a name whose last one has been let through.
    @inline(__always)
    private mutating func siftName(_ text: TextView, endingAt end: Int, lastLabel: Int) {
        var start = end &- lastLabel &- 1
        let limit = start &- 64
        while start > limit, TextByte.isHost(text[start &- 1]) { start &-= 1 }
        // A dash before a name is no part of it, nor is the letter of an escape (`\nevil.example`).
        let isEscape = text[start &- 1] == 0x5C
        while text[start] == 0x2D { start &+= 1 }
        let hash = text.hash(start..<end)
        table.hostFilter.prefetch(hash)
        // Safe: two labels take three bytes at least, and at an end there are two candidates at most.
        unsafe hostCandidates[hostCount] = HostCandidate(hash: hash, start: start, end: end, isEscape: isEscape)
        hostCount &+= 1
    }

    /// Looks a name up whose last two labels are known.
    @inline(__always)
    private mutating func probeHost(_ text: TextView, _ candidate: HostCandidate) {
        let end = candidate.end
        if table.hostFilter.holds(candidate.hash) {
            confirmName(text, endingAt: end)
        } else if candidate.isEscape {
            var start = candidate.start &+ 1
            while text[start] == 0x2D { start &+= 1 }
            guard start < end, table.hostFilter.holds(text.hash(start..<end)) else { return }
            confirmName(text, endingAt: end)
        }
    }
}
