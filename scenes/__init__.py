"""The clips: one file each, and the manim-free catalogue that the command line reads."""
