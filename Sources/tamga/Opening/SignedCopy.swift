import FoundationEssentials
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStore

/// A file whose signature holds, as a copy that nobody else can change; gone at the end.
///
/// A file that is read twice can be another the second time: what is imported is what was held against the signature.
final class SignedCopy {
    /// Who signed it.
    let member: MemberState
    /// Where the copy lies.
    let path: String

    /// Copies a file and holds it against its signature.
    ///
    /// - Parameter claimed: Who shares it, where that was said otherwise.
    /// - Throws: ``FailedInput`` where no signature of a known key is over these bytes.
    init(of input: LogInput, beside store: Store, keys: MemberKeys, claimed: MemberState?) throws {
        guard case .file(let name) = input else {
            throw FailedInput(description: "standard input has no signature beside it: give a file")
        }
        path = store.path + ".signed-\(ProcessInfo.processInfo.processIdentifier)"
        try? FileManager.default.removeItem(atPath: path)
        let signature = try FileProof.signature(beside: name)
        let copy = try Output(path, .creating, permissions: 0o600)
        do {
            let digest = try FileProof.digest(of: name) { try copy.write($0) }
            if let reason = signature.objection(to: digest, keys: keys, claimed: claimed, now: .now) {
                throw FailedInput(description: "\(name): \(reason)")
            }
            member = signature.member
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A file and the signature beside it.
enum FileProof {
    /// Reads the signature's file.
    static func signature(beside name: String) throws -> FileSignature {
        let path = name + FileSignature.ending
        guard FileManager.default.fileExists(atPath: name) else {
            throw FailedInput(description: "\(name): there is no such file")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            throw FailedInput(description: "\(name): unsigned: there is no \(path)")
        }
        // Nobody has named it: a pipe there must not hold up what comes behind it.
        guard FileFacts(path)?.isRegular == true else {
            throw FailedInput(description: "\(name): unsigned: \(path) is no file")
        }
        // One that cannot be read proves nothing, as one that is none.
        do {
            return try FileSignature(try WholeFile.read(path, limit: FileSignature.maximumSize), source: path)
        } catch {
            throw FailedInput(description: "\(error)")
        }
    }

    /// SHA-512 of a file, in hexadecimal.
    ///
    /// - Parameter each: takes the pieces that are digested.
    static func digest(of name: String, _ each: ([UInt8]) throws -> Void = { _ in }) throws -> String {
        var source: LogSource
        do {
            source = try LogSource.open(.file(name))
        } catch {
            throw FailedInput(description: "\(name): \(error)")
        }
        var digest = FileDigest()
        while true {
            let piece: [UInt8]
            do {
                piece = try source.read(upTo: 1 << 18)
            } catch {
                throw FailedInput(description: "\(name): \(error)")
            }
            if piece.isEmpty { break }
            digest.update(piece)
            try each(piece)
        }
        return digest.text()
    }
}
