import Foundation
import Kernel
import Store
import Web
import Work

/// Persons, organisations, who belongs where, who may what, and how they come in.
package enum People {
  package static func area() -> Area {
    Area(
      name: "People", resources: Bundle.module.resourceURL, migrations: PeopleTables.migrations, permissions: Permission.ofPeople,
      routes: routes, jobs: [forget], timetable: [TimetableEntry("people.forget", .daily(hour: 3, minute: 40))],
      pages: [
        SignInPage.self, NoticePage.self, LinkPage.self, FormPage.self, AccountPage.self, ListPage.self, PersonPage.self,
        OrganisationPage.self, RolePage.self, InvitationPage.self, HistoryPage.self,
      ],
      menu: [
        MenuEntry(
          "/organisations", text: "people.menu.organisations", access: .needsSomewhere(.seeOrganisations), group: .people, order: 10),
        MenuEntry("/people", text: "people.menu.persons", access: .needsSomewhere(.seePersons), group: .people, order: 20),
        MenuEntry("/invitations", text: "people.menu.invitations", access: .needsSomewhere(.invitePersons), group: .people, order: 40),
        MenuEntry("/roles", text: "people.menu.roles", access: .needs(.seeRoles), group: .people, order: 50),
      ])
  }

  private static var routes: [Route] {
    SignInRoutes.all + PasswordRoutes.all + WelcomeRoutes.all + AccountRoutes.all + PersonRoutes.all + OrganisationRoutes.all
      + MembershipRoutes.all + RoleRoutes.all + InvitationRoutes.all + PeopleAPI.all
  }

  private static let forget = JobKind("people.forget") { _, database, now in
    try await database.perform(ForgetAttempts(), for: .house, at: now)
  }
}
