"""Questions put to the model: sweeps, uncertainty, sensitivity, break-even, bridges, published studies."""
