"""The background of a result: comparison, sources, changes that would make it feasible."""
