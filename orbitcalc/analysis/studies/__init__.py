"""Published studies beside this model."""
