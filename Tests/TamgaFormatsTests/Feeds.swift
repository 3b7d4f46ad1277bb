import Foundation
import TamgaFormats
import TamgaModel

/// What a feed came to.
struct FeedResult {
    var format: FeedFormat?
    var indicators: [Indicator] = []
    var retracted: [Indicator] = []
    var objects: [StixObject] = []
    var refusals: [Refusal] = []

    var count: Int { indicators.count + objects.count + refusals.count }

    /// Each indicator's observables as `kind:bytes`, text kinds readable.
    var values: [String] { indicators.map { $0.observables.map(\.summary).joined(separator: " ") } }
}

/// Reads a feed in chunks of a size.
func read(
    _ bytes: [UInt8], source: String = "feed", options: FeedOptions = FeedOptions(), chunk: Int = 1 << 20
) throws -> FeedResult {
    var result = FeedResult()
    var position = 0
    result.format = try FeedReader(source: source, options: options).read {
        let end = min(position + chunk, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
    } into: { item in
        switch item {
        case .indicator(let indicator): result.indicators.append(indicator)
        case .retracted(let indicator): result.retracted.append(indicator)
        case .object(let object): result.objects.append(object)
        case .refused(let refusal): result.refusals.append(refusal)
        }
    }
    return result
}

/// Reads a text.
func read(_ text: String, source: String = "feed", options: FeedOptions = FeedOptions(), chunk: Int = 1 << 20) throws
    -> FeedResult
{
    try read(Array(text.utf8), source: source, options: options, chunk: chunk)
}

extension Observable {
    /// `kind:text`.
    var summary: String { "\(type.label):\(text)" }
}
