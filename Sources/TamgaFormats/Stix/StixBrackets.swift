/// Finds where a JSON object or array ends by its brackets and strings, over pieces of any size.
///
/// It judges nothing else. Where brackets do not pair, a closing one closes what it can and ``isSound`` turns
/// false; a string ends with its line, since no JSON string holds an end of line.
struct StixBrackets {
    /// What stopped a scan.
    enum Stop: Equatable {
        /// The bytes are used up.
        case endOfBytes
        /// The outermost bracket closed; the index after it.
        case closed(Int)
        /// An array began as the value of the outermost object's member `objects`; the index after its bracket.
        case objectsArray(Int)
    }

    /// The closing brackets that are awaited, the innermost last.
    private var awaited: [UInt8] = []
    /// Brackets open beyond those that are told apart.
    private var excess = 0
    private var isInString = false
    private var isEscaped = false
    /// How much of `"objects":` directly under the outermost object has been read.
    private var matched = 0
    /// False where brackets did not pair.
    private(set) var isSound = true

    /// Deeper brackets are only counted.
    private static let maximumDepth = 256
    private static let objectsKey = Array("\"objects\":".utf8)

    /// Awaits the end of a bracket that is yet to come, or of ones that are open already.
    init(awaiting brackets: [UInt8] = []) { awaited = brackets }

    /// True where a bracket is open.
    var isOpen: Bool { !awaited.isEmpty }

    mutating func scan(_ bytes: Span<UInt8>, from start: Int, findsObjects: Bool) -> Stop {
        var index = start
        while index < bytes.count {
            if isInString {
                if !isEscaped, !(findsObjects && awaited.count == 1) {
                    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C, bytes[index] != 0x0A {
                        index += 1
                    }
                    if index == bytes.count { break }
                }
                string(bytes[index], findsObjects)
                index += 1
                continue
            }
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x22:
                isInString = true
                matched = 1
            case 0x7B:
                open(0x7D)
            case 0x5B:
                if findsObjects, awaited.count == 1, excess == 0, matched == Self.objectsKey.count {
                    return .objectsArray(index)
                }
                open(0x5D)
            case 0x7D, 0x5D:
                if close(byte) { return .closed(index) }
            case 0x3A: if matched == Self.objectsKey.count - 1 { matched += 1 }
            case 0x20, 0x0A, 0x0D, 0x09: break
            default: matched = 0
            }
        }
        return .endOfBytes
    }

    /// Counts the array's bracket after ``Stop/objectsArray(_:)``, where it is to be read as any other.
    mutating func openArray() { open(0x5D) }

    private mutating func string(_ byte: UInt8, _ findsObjects: Bool) {
        if isEscaped {
            isEscaped = false
            matched = 0
            return
        }
        if matched > 0 {
            matched = matched < Self.objectsKey.count - 1 && byte == Self.objectsKey[matched] ? matched + 1 : 0
        }
        switch byte {
        case 0x5C: isEscaped = true
        case 0x22: isInString = false
        case 0x0A:
            isInString = false
            isSound = false
        default: break
        }
    }

    private mutating func open(_ closing: UInt8) {
        matched = 0
        if awaited.count < Self.maximumDepth { awaited.append(closing) } else { excess += 1 }
    }

    /// True where the outermost bracket closed.
    private mutating func close(_ byte: UInt8) -> Bool {
        matched = 0
        if excess > 0 {
            excess -= 1
        } else if awaited.last == byte {
            awaited.removeLast()
        } else {
            isSound = false
            if let place = awaited.lastIndex(of: byte) { awaited.removeSubrange(place...) }
        }
        return awaited.isEmpty
    }
}
