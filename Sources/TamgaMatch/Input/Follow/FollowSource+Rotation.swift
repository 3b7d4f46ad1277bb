import Glibc
import TamgaModel

extension FollowSource {
    /// Looks after a file that no followed name leads to: it is read to its end, and given up once nobody writes to it.
    mutating func part(_ log: Int64, _ now: ContinuousClock.Instant) {
        guard var file = files[log] else { return }
        if file.standing == .listed {
            file.standing = .leaving
            file.grown = now
            counts.rotations += 1
            if paths[file.currentPath] == log { paths[file.currentPath] = nil }
            if file.isQueued {
                queue.removeAll { $0 == log }
                file.isQueued = false
            }
        }
        do {
            if file.descriptor == nil { file.descriptor = try locate(file) }
        } catch {
            if now - file.grown > Self.farewell { file.isFinishing = true }
            files[log] = file
            _ = setBack(log, error)
            return
        }
        guard let descriptor = file.descriptor, let facts = FileFacts(descriptor.number) else {
            if file.size > file.taken {
                counts.lostFiles += 1
                piece.notices.append("\(file.path): was removed before it was read to its end")
            }
            piece.changes.append(.ended(log))
            remove(log)
            return
        }
        if facts.size != file.size { (file.size, file.grown) = (facts.size, now) }
        let idle = now - file.grown
        if idle > Self.farewell || facts.links == 0 && idle > .seconds(2) { file.isFinishing = true }
        files[log] = file
        if file.isFinishing || file.size != file.taken { enqueue(log) }
    }

    /// A file by its number: under the name that it had last, or under another in the same folder.
    ///
    /// - Throws: Why it cannot be opened, where it is there.
    func locate(_ file: FollowedFile) throws(ReadFault) -> OwnedDescriptor? {
        if let descriptor = OpenFile.open(file.currentPath), FileFacts(descriptor.number)?.number == file.file {
            return descriptor
        }
        guard let found = try find(file.file, near: file.currentPath) else { return nil }
        if let descriptor = OpenFile.open(found.path) { return descriptor }
        throw ReadFault(code: errno)
    }

    /// Finds a file by its number in a folder; `nil` where that is gone, too.
    private func find(_ number: FileNumber, near path: String) throws(ReadFault) -> FollowPattern.Found? {
        let folder = Folder.split(path).folder
        let entries: [Folder.Entry]
        do { entries = try Folder.entries(folder) } catch {
            if error.isThere { throw error }
            return nil
        }
        for entry in entries where entry.inode == number.inode {
            let path = Folder.path(folder, entry.name)
            if let facts = FileFacts(path), facts.number == number {
                return FollowPattern.Found(path: path, facts: facts)
            }
        }
        return nil
    }

    /// Finds what an earlier stream followed under other names, and what rotation has put aside since. What lies where nothing
    /// can be looked at is waited for.
    mutating func takeUpSaved(_ faults: [String: ReadFault]) {
        var waiting: [FileNumber: LogPosition] = [:]
        for position in saved.values.sorted(by: { $0.log < $1.log }) {
            let number = FileNumber(device: position.device, inode: position.inode)
            let found: FollowPattern.Found?
            do {
                if Self.isHidden(position.path, by: faults) { throw ReadFault(code: EIO) }
                found = try find(number, near: position.path)
            } catch {
                waiting[number] = position
                continue
            }
            if let found, isSame(found, position) {
                var file = FollowedFile(position, found: found)
                file.standing = .leaving
                counts.rotations += 1
                add(file)
            } else {
                counts.lostFiles += 1
                piece.notices.append(
                    "\(position.path): is gone, and what was written to it behind byte \(position.offset) with it")
                piece.changes.append(.ended(position.log))
            }
        }
        saved = waiting
        for file in files.values.sorted(by: { $0.log < $1.log }) where file.isKnown && file.currentPath != file.path {
            takeUpYounger(file)
        }
    }

    /// Follows files that have had a log's name after a file that has it no more, and that have lost it, too.
    private mutating func takeUpYounger(_ file: FollowedFile) {
        guard let facts = FileFacts(file.currentPath) else { return }
        var found: [FollowPattern.Found] = []
        for path in sides(of: file.path) {
            guard let side = FileFacts(path), side.isRegular, side.modified > facts.modified, logs[side.number] == nil
            else { continue }
            found.append(FollowPattern.Found(path: path, facts: side))
        }
        for found in found.sorted(by: { $0.facts.modified < $1.facts.modified }) { follow(found, as: file.path) }
    }

    /// The names in a log's folder that rotation may have given to what it put aside, packed files aside.
    private func sides(of path: String) -> [String] {
        let folder = Folder.split(path).folder
        return ((try? Folder.entries(folder)) ?? []).map { Folder.path(folder, $0.name) }.filter { side in
            Likeness.isSideName(side, of: path) && !Self.packedEndings.contains(where: side.hasSuffix)
        }
    }

    // MARK: - Files that are emptied in place

    /// A file begins anew. What was put aside of it goes on where reading had come to.
    mutating func startOver(_ file: FollowedFile, _ facts: FileFacts) {
        counts.truncations += 1
        piece.notices.append("\(file.currentPath): was emptied, and is read from its start")
        remove(file.log)
        emptied[file.log] = (file.position, .now)
        follow(FollowPattern.Found(path: file.currentPath, facts: facts), as: nil)
        for path in sides(of: file.path) {
            guard let side = FileFacts(path), side.isRegular else { continue }
            if let log = logs[side.number] {
                enqueue(log)
            } else if !ignored.contains(side.number), let descriptor = OpenFile.open(path),
                (try? likeness(file.position, path, side.size, descriptor.number)) == .copy
            {
                var copy = FollowedFile(file.position, found: FollowPattern.Found(path: path, facts: side))
                if !patterns.contains(where: { $0.covers(path) }) { copy.standing = .leaving }
                emptied[file.log] = nil
                add(copy)
                piece.changes.append(.moved(copy.position))
                return
            }
        }
    }

    func likeness(
        _ position: LogPosition, _ path: String, _ size: Int, _ descriptor: Int32
    ) throws(ReadFault) -> Likeness {
        let start = try OpenFile.bytes(descriptor, 0..<min(size, LogPosition.longestHead))
        let before = max(0, position.offset - 1)..<position.offset
        return Likeness(
            position, path: path, size: size, start: start, byteBefore: try OpenFile.bytes(descriptor, before).first)
    }

    /// What to do with a file that has not been read and may be a copy of a log.
    enum CopyVerdict {
        case read
        case wait
        case ignore
    }

    /// Judges a file before its first record is read. A copy of a log that was emptied becomes the log.
    mutating func judgeCopy(
        _ file: inout FollowedFile, _ facts: FileFacts, _ descriptor: Int32
    ) throws(ReadFault) -> CopyVerdict {
        for (log, entry) in emptied.sorted(by: { $0.key < $1.key }) {
            guard try likeness(entry.position, file.currentPath, facts.size, descriptor) == .copy else { continue }
            emptied[log] = nil
            copies[file.file] = nil
            let found = FollowPattern.Found(path: file.currentPath, facts: facts)
            let standing = file.standing
            remove(file.log)
            file = FollowedFile(entry.position, found: found)
            file.standing = standing
            add(file)
            piece.changes.append(.moved(file.position))
            return .read
        }
        for stem in Likeness.stems(before: file.currentPath) {
            for log in stems[stem] ?? [] where log != file.log {
                guard let other = files[log], other.file != file.file else { continue }
                switch try likeness(other.position, file.currentPath, facts.size, descriptor) {
                case .other: continue
                case .copy:
                    let since = copies[file.file] ?? .now
                    copies[file.file] = since
                    if ContinuousClock.now - since < Self.farewell { return .wait }
                    ignore(
                        file.file, file.currentPath,
                        "\(file.currentPath): left out, since it is a copy of \(other.path)")
                    return .ignore
                case .growing:
                    if ContinuousClock.now - file.grown < .seconds(2) { return .wait }
                }
            }
        }
        copies[file.file] = nil
        return .read
    }
}
