"""Networks drawn with their real weights and biases."""
