"""Mutation testing: small changes of the source, each of which some test should notice.

`python -m tests.mutation` draws mutants by seed, runs each against the tests that reach it and prints the score.
"""
