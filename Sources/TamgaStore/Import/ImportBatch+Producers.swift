import GRDB
import TamgaModel

extension ImportBatch {
    /// Whom an indicator's creator speaks for, as far as is known: the community's word, then what objects of
    /// earlier batches said, then the feed's own producer.
    func producer(of creator: String?) throws -> MemberState? {
        guard let creator else { return session.feed.producer }
        if let declared = session.feed.identities[creator] { return declared }
        if let cached = creators[creator] { return cached ?? session.feed.producer }
        let stored = try String.fetchOne(
            db.cachedStatement(sql: "SELECT producer FROM creator WHERE id = ?"), arguments: [creator]
        ).flatMap { MemberState($0) }
        if creators.count < 65_536 { creators[creator] = .some(stored) }
        return stored ?? session.feed.producer
    }

    /// Finds out for every creator of indicators whom it speaks for, and renames the producer of its indicators
    /// where that is news: an identity, its location and the relationship between them may come in any order,
    /// in this batch or years apart.
    func resolveProducers() throws {
        session.outcome.producersResolved += try ProducerResolution.run(
            db, identities: session.feed.identities, revision: revision
        ) {
            noteChange(visible: true)
        }
    }
}
