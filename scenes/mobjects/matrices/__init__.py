"""A dense layer's numbers as matrices, and the sums that are made of them."""
