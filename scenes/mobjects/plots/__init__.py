"""Axes, curves and areas, and what is written beside them."""
