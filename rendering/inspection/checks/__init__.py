"""The eyes of the project: finds what is wrong with the layout of a clip, by looking at it."""
