import Kernel
import People
import Store
import Testing
import Trials
import Web

@testable import Welcome

/// What waits is told to whoever may work it off, and to nobody else.
@Suite struct TodayTests {
  private static let enquiries = WaitingWork("enquiries", at: "/enquiries", .needs(.handleEnquiries)) { transaction, _ in
    try transaction.enquiryCount(search: "", onlyOpen: true)
  }
  private static let never = Permission("welcome.trial.never", [])
  private static let hidden = WaitingWork("files", at: "/applications", .needs(never)) { _, _ in 7 }
  private static let done = WaitingWork("drafts", at: "/drafts", .signedIn) { _, _ in 0 }

  @Test(arguments: TrialStore.engines) func whatWaitsIsCounted(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      #expect(await visitor.post("/enquiry", house.filled()).status == 303)
      let director = try await house.browser(signedIn: true, waiting: [Self.enquiries, Self.hidden, Self.done])
      let page = await director.get("/today").text
      #expect(page.contains("<strong>1</strong> <span>demande à traiter</span>") && page.contains("href=\"/enquiries\""))
      // What may not be worked off is not told, and what is done does not wait.
      #expect(!page.contains("dossier déposé") && !page.contains("brouillon"))
      let told = await director.get("/api/today").text
      #expect(
        told
          == #"[{"count":1,"path":"/enquiries","work":"enquiries"},{"count":0,"path":"/drafts","work":"drafts"}]"#)
      #expect(await visitor.get("/today").header("location") == "/sign-in?to=%2Ftoday")
    }
  }

  @Test(arguments: TrialStore.engines) func whoHasNoWorkIsLedToTheirOwnSide(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let own = try await house.browser(signedIn: true, waiting: [Self.hidden], own: ("/directory", .open))
      #expect(await own.get("/today").header("location") == "/directory")
      let neither = try await house.browser(signedIn: true, waiting: [Self.hidden], own: ("/my", .needs(Self.never)))
      #expect(await neither.get("/today").text.contains("Rien n’attend."))
    }
  }
}
