"""What stands on the stage: mobjects that show objects of the core."""
