"""Pictures of what is neither a curve nor a bridge: the answer in its range, distributions, scenarios side by side."""
