"""Maps of the input plane, seen from above."""
