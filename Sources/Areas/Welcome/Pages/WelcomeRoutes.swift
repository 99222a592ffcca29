import Kernel
import Spaces
import Store
import Web

/// The public face of the house, and what comes in through it.
package struct WelcomeRoutes: Sendable {
  let shelf: PlanShelf
  let waiting: [WaitingWork]
  let own: (path: String, access: Access)?
  let homeWords = HomeWords()

  package var table: [Route] {
    [
      .get("/", .open, home),
      .get("/today", .signedIn, today),
      .get("/free", .open, free).asking([.choice("kind", of: CellKind.self), .area("area")]),
      .post("/free/rents", .needs(.writePublicPages), publishRents),
      .get("/directory", .open, directory),
      .get("/robots.txt", .open, robots),
      .get("/legal", .open, legal),
      .get("/privacy", .open, privacy),
      .get("/enquiry", .open, enquiryForm),
      .post("/enquiry", .open, sendEnquiry, shownBy: enquiryForm),
      .get("/enquiry/received", .open, enquiryReceived),

      .get("/enquiries", .needs(.handleEnquiries), enquiries),
      .get("/enquiries.csv", .needs(.handleEnquiries), enquiriesCSV),
      .get("/enquiries/:enquiry", .needs(.handleEnquiries), enquiry),
      .post("/enquiries/:enquiry", .needs(.handleEnquiries), handleEnquiry, shownBy: enquiry),
      .get("/public-pages/:page/:language", .needs(.writePublicPages), pageForm),
      .post("/public-pages/:page/:language", .needs(.writePublicPages), writePage, shownBy: pageForm),

      .get("/api/today", .signedIn, todayJSON),
      .get("/api/free", .open, freeJSON).asking([.choice("kind", of: CellKind.self), .area("area")]),
      .put("/api/free/rents", .needs(.writePublicPages), publishRentsJSON),
      .get("/api/directory", .open, directoryJSON),
      .get("/api/enquiries", .needs(.handleEnquiries), enquiriesJSON),
      .get("/api/enquiries/:enquiry", .needs(.handleEnquiries), enquiryJSON),
      .post("/api/enquiries/:enquiry/handled", .needs(.handleEnquiries), handleEnquiryJSON),
      .put("/api/public-pages/:page/:language", .needs(.writePublicPages), writePageJSON),
    ]
  }
}

extension WelcomeRoutes {
  /// What search engines are asked to leave alone: a plan has a page for every day, and a sign-in is nobody's find.
  func robots(_: Visit) async throws -> Answer {
    .text("User-agent: *\nDisallow: /api/\nDisallow: /plan\nDisallow: /sign-in\nDisallow: /password\nDisallow: /invitation\n")
  }
}
