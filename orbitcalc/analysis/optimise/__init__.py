"""The best design within bounds."""
