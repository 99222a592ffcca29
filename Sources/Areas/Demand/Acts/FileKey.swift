import Kernel
import Store

/// The one lock of this area; taken before that of people and that of the plan.
let demandLock = "demand"

/// How a file is come to: by its identity, with a permission, or by the secret link its applicant was sent.
package enum FileKey: Sendable, Hashable {
  case file(ID<Application>)
  /// The digest of the link's secret.
  case link(String)

  package var isApplicant: Bool { if case .link = self { true } else { false } }
}

/// A file that was come to, and under what name things are done with it.
struct OpenedFile {
  let file: Application
  let by: String
}

extension Transaction {
  /// The first line of every act on a file: permission or link, then the lock.
  borrowing func open(_ key: FileKey, needing permission: Permission = .keepFiles, for viewer: Viewer) throws -> OpenedFile {
    switch key {
    case .file(let id):
      try viewer.demand(permission)
      try lock(demandLock)
      guard let file = try application(id), file.forgottenAt == nil else { throw Refusal.notFound }
      return OpenedFile(file: file, by: viewer.name)
    case .link(let digest):
      try lock(demandLock)
      guard let file = try application(linkDigest: digest) else { throw Refusal.notFound }
      return OpenedFile(file: file, by: file.facts.contact)
    }
  }
}
