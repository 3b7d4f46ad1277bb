/// The texts of pages, by their keys in the catalogues.
package enum Phrase: String, CaseIterable, Sendable {
    // The page
    case title
    case reportFor
    case made
    case period
    case noPeriod
    case recordedSince
    case contents
    case skip
    case markingNote

    // Headline figures
    case headline
    case hits
    case hitsNote
    case indicators
    case sightings
    case sightingsNote
    case membersSaw
    case ofTotal
    case unattributedHits
    case outsideValidity
    case heldBack
    case refusals
    case ruleHits
    case rulesFired
    case correlationsHeld

    // The sharing matrix
    case matrix
    case matrixCaption
    case matrixSums
    case matrixPlain
    case matrixHidden
    case sharedBy
    case sum
    case eachHitOnce
    case unattributed
    case notNamed

    // The timeline
    case timeline
    case timelineHits
    case timelineSightings
    case timelineRules
    case timelineTable
    case timelineFrom
    case withoutTime
    case outsideSpan
    case inSpan
    case most

    // Members
    case members
    case membersCaption
    case member
    case shared
    case usefulHits
    case firstSeen
    case lastSeen
    case together

    // Kinds of value
    case types
    case typesCaption
    case type
    case share

    // Most seen
    case top
    case topCaption
    case value
    case seenBy
    case confidence
    case marking

    // Rules and correlations
    case rules
    case rulesCaption
    case rule
    case level
    case attack
    case records
    case levelInformational
    case levelLow
    case levelMedium
    case levelHigh
    case levelCritical
    case levelNone
    case undecided
    case undecidedCaption
    case firstPlace
    case campaigns
    case campaignsCaption
    case correlation
    case acrossBorders

    // What is left out
    case leftOut
    case unattributedNote
    case suppressionsCaption
    case list
    case matches
    case refusalsCaption
    case refusalsElsewhere
    case place
    case reason

    // What was read
    case reading
    case readingCaption
    case figure
    case number
    case runs
    case files
    case unreadableFiles
    case bytes
    case matched
    case unmatched
    case unparsed
    case late
    case refused
    case runHits
    case rulesRun
    case rulesNotRun
    case finished
    case revision
    case again
    case logs
    case log
    case nothing

    // For one member
    case elsewhere
    case elsewhereNothing
    case elsewhereHits
    case elsewhereIndicators
    case ownHits
    case ownIndicators
    case inLogsOf
    case sectors
    case sources
    case received
    case own
    case of
    case notStated
    case notSeen
    case disclosedNote
    case matrixUnnamed

    // The dashboard
    case dashboard
    case overview
    case live
    case liveCaption
    case liveOff
    case liveSince
    case livePerSecond
    case liveSampled
    case liveUnread
    case liveLost
    case liveMembers
    case found
    case time
    case search
    case searchField
    case searchIndicators
    case searchHits
    case searchWithin
    case source
    case state
    case stateLive
    case stateRevoked
    case stateWithdrawn
    case validFrom
    case validUntil
    case name
    case labels
    case identifier
    case provenance
    case related
    case relation
    case raw
    case rawNone
    case rawCut
    case unknownValue
    case statementsCaption
    case health
    case version
    case storeAt
    case storeFault
    case hitsFile
    case hitsMissing
    case hitsGrown
    case running
    case watchers
    case feeds
    case feedsCaption
    case fetched
    case outcome
    case ruleBook
    case costs
    case costsOff
    case costsOf
    case costShare
    case costTime
    case costTried
    case costAverage
    case costWorst
    case costFlags
    case notFound
    case signIn
    case signInNote
    case signOut
    case keyField
    case keyWrong
    case keyNotAdmin
    case keyTooOften
}
