"""The difference between two results, divided among the inputs that cause it."""
