import CMalloc

/// How the process asks the system for memory.
package enum ProgramMemory {
  /// The C library hands threads that ask at the same time stores of their own, up to eight for each processor, and what is freed stays with
  /// its store: a quarter of all the program took. With two, threads waited for each other's: a twentieth of a list. Three take little more.
  package static func shareStores() {
    #if os(Linux)
      mallopt(M_ARENA_MAX, 3)
    #endif
  }

  /// Large pieces come from the system and go back to it when they are free: what a proof lays out and prunes is a hundred MB for a moment, and
  /// would stay with its store.
  package static func keepLargeApart() {
    #if os(Linux)
      mallopt(M_MMAP_THRESHOLD, 1 << 20)
    #endif
  }

  /// Gives back to the system what is free between pieces in use, before another large work begins.
  package static func giveBack() {
    #if os(Linux)
      malloc_trim(0)
    #endif
  }
}
