"""Analyses of the model: sweeps, uncertainty, sensitivity, break-even, bridges, published studies."""
