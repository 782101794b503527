"""What the command line knows of the clips, without importing Manim or NumPy."""
