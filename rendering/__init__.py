"""The engine: turns scenes into films, quickly and reliably.

`rendering.job.Job` says what is wanted, `rendering.engine.render` makes it. Importing them is quick
and does not import Manim.
"""
