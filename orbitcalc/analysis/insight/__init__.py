"""What lies behind a result: comparison, sources, changes that would make it work."""
