"""The difference between two results, shared out over the inputs that make it."""
