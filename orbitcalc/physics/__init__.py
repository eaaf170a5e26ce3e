"""Textbook functions of SI floats and arrays, each with its source."""
