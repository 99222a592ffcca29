import Foundation

/// Works that calculate without ever waiting, each on a thread of its own: as tasks, of which no more run than there are cores, the last would begin
/// when the others are done.
func sideBySide(_ works: [@Sendable () -> Void]) async {
  await withTaskGroup(of: Void.self) { group in
    for work in works {
      group.addTask {
        await withCheckedContinuation { done in
          let thread = Thread {
            work()
            done.resume()
          }
          thread.stackSize = 8 << 20
          thread.start()
        }
      }
    }
  }
}
