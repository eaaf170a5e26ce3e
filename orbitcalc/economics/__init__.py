"""Learning, present value and levelised cost: functions of SI floats and arrays, each with its source."""
