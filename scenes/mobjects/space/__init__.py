"""Points, planes and labels in three dimensions, drawn flat."""
