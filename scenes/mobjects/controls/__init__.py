"""Bodies that bear what changes: beads, marks, a probe, and a glass to look closer."""
