import Kernel
import Store

extension Transaction {
  borrowing func writeOptionGranted(_ hold: ID<Hold>, at now: Instant) throws {}
  borrowing func writeMoved(_ move: SlipMove, milestone: MilestoneLine, at now: Instant) throws {}
}
