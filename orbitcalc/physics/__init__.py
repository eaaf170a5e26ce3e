"""Physics functions of SI floats and arrays, each with its source.

In their docstrings `array_like` is a number or a NumPy array; a function that checks its arguments takes lists too.
"""
