import TamgaModel

extension FollowSource {
    /// Looks at all names that are followed, and at the files that have left them.
    mutating func look() {
        let now = ContinuousClock.now
        isLookDue = false
        (lastLook, nextLook) = (now, now + Self.interval)
        var listing = FollowPattern.Listing()
        for pattern in patterns { pattern.walk(&listing) }
        watch.watch(listing.folders)
        tell(listing.faults)
        var present: Set<FileNumber> = []
        let each = listing.files.filter { present.insert($0.facts.number).inserted }
        // What is left of a renamed file comes before the file that took its name.
        for found in each where logs[found.facts.number] != nil { notice(found) }
        for found in each where isUnknown(found.facts.number, found.path) { admit(found) }
        for (path, from) in strays {
            guard let facts = FileFacts(path), facts.isRegular, present.insert(facts.number).inserted else { continue }
            if isUnknown(facts.number, path) { follow(FollowPattern.Found(path: path, facts: facts), as: from) }
        }
        strays = [:]
        for log in files.keys.sorted() {
            guard let file = files[log], !present.contains(file.file) else { continue }
            if !Self.isHidden(file.currentPath, by: listing.faults) { part(log, now) }
        }
        if !hasLooked {
            (hasLooked, hasFirstLook) = (true, true)
            unseen = Set(listing.faults.keys)
            takeUpSaved(listing.faults)
        }
        unseen.formIntersection(listing.faults.keys)
        for (log, entry) in emptied where now - entry.since > Self.farewell {
            emptied[log] = nil
            piece.changes.append(.ended(log))
        }
        lookCost = .now - now
    }

    /// Says what cannot be looked at, once.
    private mutating func tell(_ found: [String: ReadFault]) {
        for (path, fault) in found.sorted(by: { $0.key < $1.key }) where faulty.insert(path).inserted {
            piece.notices.append("\(path.isEmpty ? "." : path): cannot be looked at: \(fault); it is tried again")
        }
        faulty.formIntersection(found.keys)
    }

    /// Whether a path is one of those that could not be looked at, or below one.
    static func isHidden(_ path: String, by faults: [String: ReadFault]) -> Bool {
        faults.keys.contains { isAt($0, path) }
    }

    private static func isAt(_ place: String, _ path: String) -> Bool {
        if place.isEmpty { return !path.hasPrefix("/") }
        return place == path || path.hasPrefix(place.hasSuffix("/") ? place : place + "/")
    }

    /// Takes note of a known file under a name that is followed.
    private mutating func notice(_ found: FollowPattern.Found) {
        guard let log = logs[found.facts.number], var file = files[log] else { return }
        if file.currentPath != found.path {
            if paths[file.currentPath] == log { paths[file.currentPath] = nil }
            file.currentPath = found.path
        }
        paths[found.path] = log
        file.standing = .listed
        if found.facts.size != file.size { (file.size, file.grown) = (found.facts.size, .now) }
        files[log] = file
        if file.size != file.taken { enqueue(log) }
    }

    /// True for a file that is to be taken up; what is never read is noted once.
    private mutating func isUnknown(_ number: FileNumber, _ path: String) -> Bool {
        guard logs[number] == nil, !ignored.contains(number) else { return false }
        guard files.count < FollowOptions.mostFiles else {
            ignore(number, path, "\(path): not followed, since \(FollowOptions.mostFiles) files are")
            return false
        }
        if options.isExcluded(path, number) {
            ignore(number, path, nil)
            return false
        }
        if Self.packedEndings.contains(where: path.hasSuffix) {
            ignore(number, path, "\(path): left out, since it is packed")
            return false
        }
        return true
    }

    /// The endings of the names of packed files.
    static let packedEndings = [".gz", ".zst", ".xz", ".bz2"]

    mutating func ignore(_ number: FileNumber, _ path: String, _ reason: String?) {
        if ignored.count >= FollowOptions.mostFiles { ignored.removeAll() }
        if ignoredPaths.count >= FollowOptions.mostFiles { ignoredPaths.removeAll() }
        ignored.insert(number)
        ignoredPaths.insert(path)
        if let reason { piece.notices.append(reason) }
    }

    /// Takes up a file that was not known.
    private mutating func admit(_ found: FollowPattern.Found) {
        if let position = saved.removeValue(forKey: found.facts.number) {
            if isSame(found, position) {
                add(FollowedFile(position, found: found))
                return
            }
            emptied[position.log] = (position, .now)
            counts.truncations += 1
            piece.notices.append("\(found.path): was emptied meanwhile, and is read from its start")
        }
        // What could not be looked at then was there before as well.
        let isFirst = !hasLooked || unseen.contains { Self.isAt($0, found.path) }
        let isOld = isFirst && !options.isResuming && !options.fromStart
        isOld ? followEnd(found) : follow(found, as: nil)
    }

    /// Follows a file from its start.
    ///
    /// - Parameter name: the followed name that it had, where it has left it.
    mutating func follow(_ found: FollowPattern.Found, as name: String?) {
        var file = FollowedFile(log: numbers.next(), path: name ?? found.path, found: found)
        if name != nil { file.standing = .leaving }
        add(file)
    }

    /// Follows a file from its last line end.
    private mutating func followEnd(_ found: FollowPattern.Found) {
        guard let descriptor = OpenFile.open(found.path) else {
            follow(found, as: nil)
            return
        }
        var (end, head): (Int, [UInt8])
        do {
            end = try OpenFile.lastLineEnd(descriptor.number, before: found.facts.size)
            head = try OpenFile.bytes(descriptor.number, 0..<min(end, LogPosition.longestHead))
        } catch {
            (end, head) = (found.facts.size, [])
            piece.notices.append("\(found.path): cannot be read: \(error); what it has is passed over")
        }
        var file = FollowedFile(log: numbers.next(), path: found.path, found: found, offset: end, line: 0)
        file.head = head
        add(file)
        piece.changes.append(.moved(file.position))
    }

    mutating func add(_ file: FollowedFile) {
        guard !ignored.contains(file.file) else { return }
        files[file.log] = file
        logs[file.file] = file.log
        paths[file.currentPath] = file.log
        stems[Likeness.stem(of: file.path), default: []].insert(file.log)
        if file.size != file.taken { enqueue(file.log) }
    }

    mutating func remove(_ log: Int64) {
        guard let file = files.removeValue(forKey: log) else { return }
        if logs[file.file] == log { logs[file.file] = nil }
        if paths[file.currentPath] == log { paths[file.currentPath] = nil }
        let stem = Likeness.stem(of: file.path)
        stems[stem]?.remove(log)
        if stems[stem]?.isEmpty ?? false { stems[stem] = nil }
        queue.removeAll { $0 == log }
        leaving.removeAll { $0 == log }
    }

    /// Whether a file is the one that was read as far as a position says. One that cannot be read is taken for it, and looked
    /// at again before more of it is read.
    func isSame(_ found: FollowPattern.Found, _ position: LogPosition) -> Bool {
        guard found.facts.size >= position.offset else { return false }
        guard let descriptor = OpenFile.open(found.path),
            let start = try? OpenFile.bytes(descriptor.number, 0..<position.head.count)
        else { return true }
        return start == position.head
    }
}
