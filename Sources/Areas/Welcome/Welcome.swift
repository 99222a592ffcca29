import Foundation
import Kernel
import Spaces
import Store
import Web
import Work

/// The public face of the house: what it is, what is free, who is there, and the enquiries of visitors.
package enum Welcome {
  /// - Parameters:
  ///   - waiting: what of each area is told on the page of the day.
  ///   - own: where whoever sees none of it is led.
  package static func area(shelf: PlanShelf, waiting: [WaitingWork] = [], own: (path: String, access: Access)? = nil) -> Area {
    Area(
      name: "welcome", resources: Bundle.module.resourceURL, migrations: WelcomeTables.migrations,
      permissions: [.handleEnquiries, .writePublicPages], routes: WelcomeRoutes(shelf: shelf, waiting: waiting, own: own).table,
      jobs: [
        JobKind("welcome.forget") { _, database, now in _ = try await database.perform(ForgetEnquiries(), for: .house, at: now) }
      ],
      timetable: [TimetableEntry("welcome.forget", .daily(hour: 3, minute: 20))],
      pages: [
        HomePage.self, TodayPage.self, FreePage.self, DirectoryPage.self, LegalPage.self, PrivacyPage.self, EnquiryFormPage.self,
        EnquiryReceivedPage.self,
        ListPage.self,
        EnquiryPage.self, PublicPageFormPage.self,
      ],
      menu: [
        MenuEntry("/today", text: "welcome.today.title", access: .signedIn, group: .house, order: 5),
        MenuEntry("/free", text: "welcome.menu.free", access: .open, group: .open, order: 20),
        MenuEntry("/directory", text: "welcome.menu.directory", access: .open, group: .open, order: 30),
        MenuEntry("/enquiries", text: "welcome.menu.enquiries", access: .needs(.handleEnquiries), group: .demand, order: 10),
        MenuEntry("/enquiry", text: "welcome.menu.enquiry", access: .open, group: .open, order: 90),
      ])
  }
}
