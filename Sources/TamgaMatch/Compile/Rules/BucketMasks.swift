import CTamgaSift

/// The masks of ``ByteBuckets`` where a scan wants them, one set for eight buckets.
@safe
final class BucketMasks: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    let masks: UnsafeMutablePointer<tamga_literal_masks>
    let groups: Int

    init(_ buckets: ByteBuckets) {
        groups = buckets.masks.count
        unsafe masks = .allocate(capacity: groups)
        // Safe: there is room for every set of masks.
        for group in 0..<groups { unsafe (masks + group).initialize(to: buckets.masks[group]) }
    }

    deinit { unsafe masks.deallocate() }
}
