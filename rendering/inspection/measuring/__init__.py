"""What is drawn in a frame, painted and measured: outlines, inks, colours, sizes."""
