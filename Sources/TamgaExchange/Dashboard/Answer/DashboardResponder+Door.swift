import Hummingbird
import TamgaTAXII

extension DashboardResponder {
    /// What became of a request at the door.
    enum AtDoor {
        /// It goes on, for somebody or, where nobody is asked for a key, for whoever it is.
        case open(DashboardDoor.Guest?)
        case answered(Response)
    }

    /// Lets a request in, signs in or out, or answers with the form that asks for a key.
    func door(_ request: Request, _ context: ServerContext) async throws -> AtDoor {
        guard let door else { return .open(nil) }
        let isQuestion = request.method == .get || request.method == .head
        do {
            switch request.uri.path {
            case DashboardPages.style.description, DashboardPages.script.description: return .open(nil)
            case DashboardPages.signInPath.description where isQuestion:
                return .answered(reply(200, Self.html, pages.signIn()))
            case DashboardPages.signInPath.description where request.method == .post:
                return .answered(home(SessionCookie.header(try await door.signIn(request, from: context.address))))
            case DashboardPages.signOutPath.description where request.method == .post:
                door.signOut(request)
                return .answered(home(SessionCookie.header(nil)))
            default: return .open(try await door.admit(request, from: context.address))
            }
        } catch let error as TaxiiError {
            // What stands in a body may not have been read.
            if !isQuestion { context.closeSoon() }
            var more: [(name: String, value: String)] = isQuestion ? [] : [("Connection", "close")]
            if error.status == 401 { more.append(("WWW-Authenticate", "Bearer realm=\"tamga\"")) }
            if let seconds = error.retryAfter { more.append(("Retry-After", "\(seconds)")) }
            return .answered(reply(error.status, Self.html, pages.signIn(error), more: more))
        }
    }

    /// On to the first page, with a cookie.
    private func home(_ cookie: String) -> Response {
        reply(303, Self.plain, [], more: [("Location", "/"), ("Set-Cookie", cookie)])
    }
}
