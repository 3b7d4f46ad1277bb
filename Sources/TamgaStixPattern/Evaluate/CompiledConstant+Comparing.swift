import TamgaModel

extension CompiledConstant {
    /// Whether a value is equal; `nil` where the types do not compare.
    func equals(_ value: ObservedValue) -> Bool? {
        if case .boolean(let left) = value, case .boolean(let right) = self { return left == right }
        return comparison(of: value).map { $0 == .equal }
    }

    /// Whether a value stands in an order to the constant; `nil` where the types do not compare.
    func isOrdered(_ order: CompiledTest.Order, _ value: ObservedValue) -> Bool? {
        guard let comparison = comparison(of: value) else { return nil }
        return switch (order, comparison) {
        case (_, .unordered): false
        case (.less, let side): side == .less
        case (.lessOrEqual, let side): side != .greater
        case (.greater, let side): side == .greater
        case (.greaterOrEqual, let side): side != .less
        }
    }

    /// On which side of the constant a value lies.
    private enum Side { case less, equal, greater, unordered }

    private func comparison(of value: ObservedValue) -> Side? {
        switch (value, self) {
        case (.integer(let left), .integer(let right)): Self.side(left, right)
        case (.float(let left), .float(let right)): left.isNaN ? .unordered : Self.side(left, right)
        case (.integer(let left), .float(let right)): Self.side(left, right)
        case (.float(let left), .integer(let right)):
            switch Self.side(right, left) {
            case .less: .greater
            case .greater: .less
            case let side: side
            }
        case (.string(let left), .string(let right, _)): Self.side(left, right)
        case (.bytes(let left), .bytes(let right)): Self.side(left, right)
        case (.bytes(let left), .string(_, let right)): right.map { Self.side(left, $0) } ?? .unordered
        case (.string(let left), .bytes(let right)):
            Self.latin(String(decoding: left, as: UTF8.self).unicodeScalars).map { Self.side($0, right) } ?? .unordered
        case (.string(let text), .instant(let right?, let semantics)):
            StixInstant(bytes: text, semantics).map { Self.side($0, right) }
        default: nil
        }
    }

    private static func side<Value: Comparable>(_ left: Value, _ right: Value) -> Side {
        left == right ? .equal : left < right ? .less : .greater
    }

    /// UTF-8 and bytes alike: code points have the order of their bytes.
    private static func side(_ left: [UInt8], _ right: [UInt8]) -> Side {
        left == right ? .equal : left.lexicographicallyPrecedes(right) ? .less : .greater
    }

    /// An integer and a float, exactly: not every integer is a float.
    private static func side(_ left: Int, _ right: Double) -> Side {
        if right.isNaN { return .unordered }
        if right >= 0x1p63 { return .less }
        if right < -0x1p63 { return .greater }
        let whole = Int(right.rounded(.down))
        if left != whole { return left < whole ? .less : .greater }
        return Double(whole) < right ? .less : .equal
    }

    /// Whether Python's set of constants has a value: there `true` is 1, and texts and bytes never are equal.
    func isMember(_ value: ObservedValue) -> Bool {
        switch (value, self) {
        case (.boolean(let flag), .integer), (.boolean(let flag), .float): equals(.integer(flag ? 1 : 0)) ?? false
        case (.integer, .boolean(let flag)), (.float, .boolean(let flag)):
            CompiledConstant.integer(flag ? 1 : 0).equals(value) ?? false
        case (.bytes, .string), (.string, .bytes): false
        default: equals(value) ?? false
        }
    }
}
