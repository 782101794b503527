"""The checks: one module for each kind of fault, and what they have in common."""
