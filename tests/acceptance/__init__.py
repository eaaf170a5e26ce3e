"""The 52 checks of a new user: `python -m tests.acceptance` runs those that a script can run and prints the others.

`checks.toml` has them all; one that a test of its own covers names that test.
"""
