"""Bodies that bear what changes: beads, marks, and a glass to look closer."""
