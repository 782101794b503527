"""Text, formulas and numbers, set by Typst and drawn as outlines."""
