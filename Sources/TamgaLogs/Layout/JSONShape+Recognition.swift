import TamgaJSON

extension JSONShape {
    /// The shape of the JSON that a log begins with; `nil` where it begins with something else.
    ///
    /// - Parameter head: the log's first bytes, as many as are looked at.
    static func recognise(_ head: Span<UInt8>) -> JSONShape? {
        let start = JSONSketch.afterBlanks(head, JSONSketch.afterMark(head))
        guard start < head.count else { return nil }
        switch head[start] {
        case 0x7B: return object(head, start)
        case 0x5B: return array(head, start)
        default: return nil
        }
    }

    /// An array of objects; one of other values only where all of it is there.
    private static func array(_ head: Span<UInt8>, _ start: Int) -> JSONShape? {
        let first = JSONSketch.afterBlanks(head, start + 1)
        guard first < head.count else { return nil }
        if head[first] == 0x7B {
            var sketch = JSONSketch(at: first)
            return sketch.read(head) == .broken ? nil : .array
        }
        return (try? JSONValue(head, in: start..<head.count)) == nil ? nil : .array
    }

    private static func object(_ head: Span<UInt8>, _ start: Int) -> JSONShape? {
        var lineEnd = start
        while lineEnd < head.count, head[lineEnd] != 0x0A { lineEnd += 1 }
        var sketch = JSONSketch(at: start)
        let verdict = sketch.read(head)
        let wrapper = sketch.wrapperDepth.map { JSONShape.wrapper(depth: $0) }
        if let line = try? JSONValue(head, in: start..<lineEnd) {
            let isAlone = JSONSketch.afterBlanks(head, lineEnd) == head.count
            return (isAlone || line.hasOneMember(in: head) ? wrapper : nil) ?? .lines
        }
        return switch verdict {
        // Perhaps only the first line is damaged: the next ones tell.
        case .broken: hasObjectLine(head, from: lineEnd) ? .lines : wrapper
        case .cutShort: wrapper ?? (lineEnd == head.count ? .lines : .values)
        case .whole: wrapper ?? .values
        }
    }

    /// True where one of the next lines is an object.
    private static func hasObjectLine(_ head: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        for _ in 0..<8 {
            index = JSONSketch.afterBlanks(head, index)
            guard index < head.count else { return false }
            let lineStart = index
            while index < head.count, head[index] != 0x0A { index += 1 }
            if head[lineStart] == 0x7B, (try? JSONValue(head, in: lineStart..<index)) != nil { return true }
        }
        return false
    }
}

extension JSONValue {
    fileprivate func hasOneMember(in bytes: Span<UInt8>) -> Bool {
        var members = members
        return members.next(in: bytes) != nil && members.next(in: bytes) == nil
    }
}
