"""Playing a scene once, and sharing out the drawing of its pictures."""
