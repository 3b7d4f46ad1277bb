import TamgaJSON
import TamgaModel
import TamgaRelease

/// What would go out and what is held back, for people and for programs.
enum ReleaseText {
    /// A sum, counts by reason, and every object that is held back with its reason.
    static func of(_ review: ReleaseReview, listsReleased: Bool) -> String {
        let recipient = review.recipient
        let total = review.entries.count
        var text =
            "for \(recipient): \(total - review.withheldCount) of \(total) \(total == 1 ? "object" : "objects") would go out, \(review.withheldCount) held back"
        if !review.refusals.isEmpty { text += ", \(review.refusals.count) refused" }
        text += "\n"
        let released = review.entries.filter { $0.withheld == nil }
        if listsReleased {
            for entry in released { text += line(entry, entry.decision?.reason, recipient) }
        } else {
            for (words, count) in counts(released.compactMap { $0.decision?.reason }, recipient) {
                text += "  \(count) out: \(words)\n"
            }
        }
        for entry in review.entries {
            guard let reason = entry.withheld else { continue }
            text += "  held back: " + line(entry, reason, recipient).drop { $0 == " " }
            for part in entry.parts {
                text +=
                    "    its values may go without “\(ActiveText.shown(part.path))”: \(ActiveText.shown(part.reason.words(for: recipient)))\n"
            }
        }
        return text
    }

    private static func line(
        _ entry: ReleaseReview.Entry, _ reason: ReleaseReason?, _ recipient: Recipient
    ) -> String {
        let name = entry.name.map { " “\($0.prefix(60))”" } ?? ""
        let words = reason?.words(for: recipient) ?? ""
        return "  " + ActiveText.shown("\(entry.object.id)\(name): \(words)") + "\n"
    }

    /// Reasons in words with how often each stands, the most frequent first.
    static func counts(_ reasons: [ReleaseReason], _ recipient: Recipient) -> [(words: String, count: Int)] {
        var counts: [String: Int] = [:]
        for reason in reasons {
            let words: String
            // Each refers to something else; what it is stands beside the object.
            if case .refersTo = reason {
                words = "it refers to what is held back"
            } else {
                words = ActiveText.shown(reason.words(for: recipient))
            }
            counts[words, default: 0] += 1
        }
        return counts.map { (words: $0.key, count: $0.value) }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.words < $1.words
        }
    }

    /// `schemas/release.schema.json`.
    static func json(_ review: ReleaseReview) -> String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("recipient", "\(review.recipient)")
            writer.member("objects_read", review.entries.count)
            writer.member("released", review.entries.count - review.withheldCount)
            writer.member("withheld", review.withheldCount)
            writer.member("refused", review.refusals.count)
            writer.array("objects") { writer in
                for entry in review.entries {
                    writer.object { writer in
                        writer.member("id", entry.object.id)
                        writer.member("type", entry.object.type)
                        writer.member("name", entry.name)
                        writer.member("source", entry.source)
                        writer.member("released", entry.withheld == nil)
                        writer.member("marking", entry.decision?.level.label)
                        let reason = entry.withheld ?? entry.decision?.reason
                        writer.member("reason", reason?.code)
                        writer.member("why", reason?.words(for: review.recipient))
                        if !entry.parts.isEmpty {
                            writer.array("values_without") { writer in
                                for part in entry.parts {
                                    writer.object { writer in
                                        writer.member("selector", part.path)
                                        writer.member("reason", part.reason.code)
                                        writer.member("why", part.reason.words(for: review.recipient))
                                    }
                                }
                            }
                        }
                    }
                }
            }
            writer.array("refusals") { writer in
                for refusal in review.refusals { writer.value(refusal.description) }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
