"""A page of films for the lecture hall, with its player: one folder that works from any disk."""
