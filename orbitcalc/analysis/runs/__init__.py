"""Many samples of a scenario: chunks, workers, run directories."""
