import TamgaLogs
import TamgaModel

extension FollowSource {
    /// Reads the next records of a log. One that cannot be read is told and tried again, from where it stands.
    ///
    /// - Returns: true where ``piece`` says what of them.
    mutating func read(_ log: Int64, into block: inout Block) -> Bool {
        do {
            let hasRead = try take(log, into: &block)
            if let file = files[log], file.fault != nil, file.size == file.taken || hasRead {
                files[log]?.fault = nil
                piece.notices.append("\(file.currentPath): can be read again")
            }
            return hasRead
        } catch {
            return setBack(log, error)
        }
    }

    /// Takes note that a log cannot be read.
    ///
    /// - Returns: true where it is given up: it has no name any more, and could not be read for as long as it is waited for.
    mutating func setBack(_ log: Int64, _ fault: ReadFault) -> Bool {
        guard let file = files[log] else { return false }
        if let since = file.fault {
            if file.isFinishing, .now - since > Self.farewell {
                let reason = "cannot be read: \(fault); what it has behind byte \(file.offset) is lost"
                counts.lostFiles += 1
                piece.refusals.append(Refusal(source: file.path, reason: reason))
                end(file)
                return true
            }
        } else {
            files[log]?.fault = .now
            piece.notices.append("\(file.currentPath): cannot be read: \(fault); it is tried again")
        }
        retry = min(retry ?? .now + .milliseconds(250), .now + .milliseconds(250))
        return false
    }

    private mutating func take(_ log: Int64, into block: inout Block) throws(ReadFault) -> Bool {
        guard var file = files[log] else { return false }
        guard let descriptor = try open(&file), let facts = FileFacts(descriptor.number) else {
            isLookDue = true
            return false
        }
        if facts.size != file.size { (file.size, file.grown) = (facts.size, .now) }
        file.used = .now
        files[log] = file
        let start = try OpenFile.bytes(descriptor.number, 0..<file.head.count)
        switch FileVerdict(taken: file.taken, head: file.head, size: facts.size, start: start) {
        case .startedOver:
            startOver(file, facts)
            return false
        case .unchanged where !file.isFinishing: return false
        case .unchanged, .grown: break
        }
        if file.text == nil {
            if !file.isKnown, file.start.offset == 0 {
                switch try judgeCopy(&file, facts, descriptor.number) {
                case .read: break
                case .wait:
                    retry = min(retry ?? .now + .milliseconds(250), .now + .milliseconds(250))
                    return false
                case .ignore:
                    remove(file.log)
                    return false
                }
                file.descriptor = descriptor
            }
            let hasBegun = try begin(&file, descriptor.number, facts)
            if files[file.log] != nil { files[file.log] = file }
            guard hasBegun else {
                if file.isFinishing, files[file.log] != nil { end(file) }
                return false
            }
        }
        return try cut(&file, descriptor.number, facts, into: &block)
    }

    private mutating func cut(
        _ file: inout FollowedFile, _ descriptor: Int32, _ facts: FileFacts, into block: inout Block
    ) throws(ReadFault) -> Bool {
        guard var text = file.text else { return false }
        var place = file.taken
        if !file.isFinishing, !mayHoldRecord(file, text, descriptor, facts.size) {
            file.searched = facts.size
            files[file.log] = file
            return false
        }
        let isLast = file.isFinishing
        let before = piece
        var fault: ReadFault?
        do throws(ReadFault) {
            try text.fill(
                &block, &piece, modified: facts.modified,
                head: { () throws(ReadFault) in
                    try OpenFile.bytes(descriptor, 0..<min(GrowingLog.headLength, place))
                }
            ) { block in
                while block.count < block.capacity {
                    do throws(ReadFault) {
                        let got = try OpenFile.read(descriptor, at: place, into: &block)
                        if got == 0 { return isLast ? .end : .dry }
                        place += got
                    } catch {
                        // What stands before it is taken all the same.
                        fault = error
                        return .dry
                    }
                }
                return .full
            }
        } catch {
            piece = before
            throw error
        }
        file.searched = place
        if !text.cutter.isReshaping, text.cutter.skipped == 0, text.cutter.carry.count > Self.longestCarry {
            text.cutter.forgetCarry()
        }
        file.text = text
        if file.head.count < min(LogPosition.longestHead, file.offset),
            let head = try? OpenFile.bytes(descriptor, 0..<min(LogPosition.longestHead, file.offset))
        {
            file.head = head
        }
        files[file.log] = file
        let hasMoved = piece.hasBlock || piece.refusals.count > before.refusals.count
        if hasMoved { piece.changes.append(.moved(file.position)) }
        if let fault {
            // Behind what was taken it is tried again at once, and found wanting then.
            guard hasMoved else { throw fault }
            enqueue(file.log)
        } else if isLast, place >= facts.size {
            end(file)
        } else if place < facts.size {
            enqueue(file.log)
        }
        return hasMoved
    }

    /// False where it is known that no record ends in what is new of a log whose last record is long.
    private func mayHoldRecord(_ file: FollowedFile, _ text: GrowingLog, _ descriptor: Int32, _ size: Int) -> Bool {
        guard !text.cutter.isReshaping, file.searched > file.taken + Self.longestCarry,
            size - file.taken <= longestRecord
        else { return true }
        var place = file.searched
        while place < size {
            let bytes = try? OpenFile.bytes(descriptor, place..<min(size, place + 65_536))
            guard let bytes, !bytes.isEmpty, !bytes.contains(0x0A) else { return true }
            place += bytes.count
        }
        return false
    }

    private mutating func end(_ file: FollowedFile) {
        piece.changes.append(.ended(file.log))
        remove(file.log)
    }

    /// The open file; of too many that are open, the longest idle one is closed. `nil` where it is not to be found.
    private mutating func open(_ file: inout FollowedFile) throws(ReadFault) -> OwnedDescriptor? {
        if let descriptor = file.descriptor { return descriptor }
        let open = files.values.filter { $0.descriptor != nil && $0.standing == .listed }
        if open.count >= options.mostOpen, let idlest = open.min(by: { $0.used < $1.used }) {
            files[idlest.log]?.descriptor = nil
        }
        file.descriptor = try locate(file)
        return file.descriptor
    }

    /// Finds out how a log is laid out.
    ///
    /// - Returns: false where that cannot be told yet, or the file is not to be read.
    mutating func begin(
        _ file: inout FollowedFile, _ descriptor: Int32, _ facts: FileFacts
    ) throws(ReadFault) -> Bool {
        let head = try OpenFile.bytes(descriptor, 0..<min(GrowingLog.headLength, facts.size))
        guard !head.isEmpty else { return false }
        if let reason = ForeignFile.reason(head) {
            piece.refusals.append(Refusal(source: file.path, reason: reason))
            ignore(file.file, file.currentPath, nil)
            remove(file.log)
            return false
        }
        if Compression.of(head) != nil {
            ignore(file.file, file.currentPath, "\(file.currentPath): left out, since it is packed")
            remove(file.log)
            return false
        }
        let isTold = formatName == nil ? formats.recognise(start: head) != nil : head.contains(0x0A)
        if !isTold, !file.isFinishing, file.offset == 0 {
            guard head.contains(0x0A), ContinuousClock.now - file.grown > .seconds(1) else {
                retry = min(retry ?? .now + .milliseconds(250), .now + .milliseconds(250))
                return false
            }
        }
        // What is passed over is counted only once there is something behind it.
        if file.start.line == 0 { file.start.line = try OpenFile.lines(descriptor, before: file.start.offset) + 1 }
        var text = growingLog(file, head, offset: file.start.offset, line: file.start.line)
        if file.start.offset > 0, text.layout.needsReshaping, !file.isKnown || text.layout.hasOuterBrackets {
            text = growingLog(file, head, offset: 0, line: 1)
            try replay(&text.cutter, descriptor, to: file.start.offset)
        } else if let end = file.start.headerEnd, end > head.count {
            let lines = try OpenFile.bytes(descriptor, max(0, end - GrowingLog.headLength)..<end)
            text.cutter.follow(text.layout, formats, header: (head + lines).span)
        }
        text.isNew = !file.isKnown
        file.text = text
        return true
    }

    private func growingLog(_ file: FollowedFile, _ head: [UInt8], offset: Int, line: Int) -> GrowingLog {
        GrowingLog(
            name: file.path, number: file.log, head: head,
            cutter: RecordCutter(name: file.path, longestRecord: longestRecord, offset: offset, line: line),
            formats: formats, formatName: formatName)
    }

    /// Reads a log again whose records mean nothing without what stands before them.
    private func replay(_ cutter: inout RecordCutter, _ descriptor: Int32, to end: Int) throws(ReadFault) {
        var block = Block(capacity: 1 << 20)
        var place = 0
        var fault: ReadFault?
        while place < end {
            _ = cutter.fill(&block) { block in
                let room = min(block.capacity - block.count, end - place)
                guard room > 0 else { return place < end ? .full : .dry }
                do throws(ReadFault) {
                    let bytes = try OpenFile.bytes(descriptor, place..<place + room)
                    block.append(bytes)
                    place += bytes.count
                    if !bytes.isEmpty { return place < end ? .full : .dry }
                } catch { fault = error }
                place = end
                return .dry
            }
        }
        if let fault { throw fault }
    }

    /// Names the fields of what follows in a log as a set of formats does.
    mutating func adopt(_ formats: LogFormatSet, _ log: Int64) {
        guard var file = files[log], file.text != nil else { return }
        do {
            guard let descriptor = try open(&file) else { return }
            let offset = file.offset
            var lines = try OpenFile.bytes(descriptor.number, 0..<min(GrowingLog.headLength, offset))
            if let end = file.position.headerEnd, end > lines.count {
                lines += try OpenFile.bytes(descriptor.number, max(0, end - GrowingLog.headLength)..<end)
            }
            file.text?.adopt(formats, head: lines, header: lines)
        } catch {
            // It begins once more where it stands, as a stream that starts does.
            let position = file.position
            file.start = (position.offset, position.line, position.headerEnd)
            file.isKnown = true
            file.text = nil
        }
        files[log] = file
    }
}
