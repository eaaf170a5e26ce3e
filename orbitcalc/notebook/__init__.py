"""Results in Python: their documents and pictures as a notebook shows them, and their data frames."""
