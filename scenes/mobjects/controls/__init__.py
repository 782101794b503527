"""Bodies that bear what changes: beads, and what hangs on them."""
