"""The model as other programs: traced once to a tape of primitive operations, checked against the plan on the spot.

`tracing` makes the tape of a plan, `slopes` its exact slopes, `javascript` a module that holds the whole model.
"""
