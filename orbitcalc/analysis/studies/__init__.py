"""Published studies, restated and compared with this model."""
