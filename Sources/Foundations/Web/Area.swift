import Foundation
import Kernel
import Store
import Work

/// An area as a value: everything the house needs of it.
package struct Area: Sendable {
  package let name: String
  /// The folder with `Templates`, `Texts` and perhaps `Assets`: the area's `Bundle.module`.
  package let resources: URL?
  package let migrations: [Migration]
  package let permissions: [Permission]
  package let routes: [Route]
  package let jobs: [JobKind]
  package let timetable: [TimetableEntry]
  /// One sample of each page, for the checks.
  package let pages: [any Page.Type]
  /// Where the frame's menu leads, for whom.
  package let menu: [MenuEntry]

  package init(
    name: String, resources: URL?, migrations: [Migration] = [], permissions: [Permission] = [], routes: [Route] = [], jobs: [JobKind] = [],
    timetable: [TimetableEntry] = [], pages: [any Page.Type] = [], menu: [MenuEntry] = []
  ) {
    self.name = name
    self.resources = resources
    self.migrations = migrations
    self.permissions = permissions
    self.routes = routes
    self.jobs = jobs
    self.timetable = timetable
    self.pages = pages
    self.menu = menu
  }
}

/// One entry of the menu, shown to those whom its access lets through.
package struct MenuEntry: Sendable {
  package let path: String
  /// Text key of its name.
  package let text: String
  package let access: Access
  let group: MenuGroup
  /// Lower comes first in its group.
  package let order: Int
  /// Its path and others that belong to it, each with all below; of the start page nothing is below.
  private let stems: [String]

  package init(_ path: String, text: String, access: Access, group: MenuGroup, order: Int, also: [String] = []) {
    (self.path, self.text, self.access, self.group, self.order) = (path, text, access, group, order)
    stems = ([path] + also).filter { $0 != "/" }
  }

  /// How long the path is by which a place belongs to it; of several entries the longest is where one is.
  func match(at place: String) -> Int? {
    if place == path { return path.utf8.count }
    var longest: Int?
    for stem in stems where place.utf8.starts(with: stem.utf8) {
      let length = stem.utf8.count
      if place.utf8.dropFirst(length).first ?? UInt8(ascii: "/") == UInt8(ascii: "/") { longest = max(longest ?? 0, length) }
    }
    return longest
  }
}

/// The parts of the menu, in their order; each has its heading for who is signed in.
package enum MenuGroup: String, Sendable, CaseIterable {
  case mine, house, letting, demand, money, payments, accounts, people, keeping, open

  /// What is not of every day: folded away where the menu is long, unless one is in it.
  var isSeldom: Bool { [.accounts, .people, .keeping, .open].contains(self) }
}
