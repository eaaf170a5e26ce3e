"""What drives a result: one input at a time, shares of variance, grids."""
