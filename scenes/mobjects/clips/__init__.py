"""What one clip alone puts on the stage, named after that clip."""
