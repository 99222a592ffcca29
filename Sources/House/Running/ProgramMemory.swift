import CMalloc

/// How the process asks the system for memory.
enum ProgramMemory {
  /// The C library hands threads that ask at the same time stores of their own, up to eight for each processor, and what is freed stays with
  /// its store: a quarter of all the program took. Two are enough for threads that mostly wait for others.
  static func shareStores() {
    #if os(Linux)
      mallopt(M_ARENA_MAX, 2)
    #endif
  }
}
