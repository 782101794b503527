"""The inspection of clips without rendering them: the storyboard and the layout check."""

from rendering.workers.manim_settings import import_manim

import_manim()  # before a module of this package does it, with whatever is configured here
