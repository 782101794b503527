"""What is made of several films: one for a whole lecture, or slides with one for each beat."""
