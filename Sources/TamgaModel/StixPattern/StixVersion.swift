/// A version of STIX, as far as patterns and observed data differ.
public enum StixVersion: String, Hashable, Sendable, CaseIterable {
    /// STIX 2.0: observed data holds its objects.
    case v20 = "2.0"
    /// STIX 2.1: observed data names its objects, which stand beside it in the bundle.
    case v21 = "2.1"
}
