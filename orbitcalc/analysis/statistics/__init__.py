"""Running statistics of samples."""
