"""Statistics of samples as they come in."""
