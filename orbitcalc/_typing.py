"""The one type alias that physics, economics and rules share."""

from typing import Any, TypeAlias

Array: TypeAlias = Any
"""A float, a NumPy array, or a pint quantity of either: whatever NumPy's functions accept.

mypy cannot express "anything that follows the NumPy dispatch protocols", so the alias is open; the
units proof (`Plan.prove`) and the tests are what check these values.
"""
