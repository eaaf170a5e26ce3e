"""Regression values: every scalar output of every shipped scenario, as this program computed it before."""
