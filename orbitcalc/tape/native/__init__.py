"""A native kernel: the tape of a plan as C, compiled by the system's compiler, for samples in vectors."""
