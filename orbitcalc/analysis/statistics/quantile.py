"""The quantile of sorted values, of which the highest may be infinite."""

from __future__ import annotations

import math

from orbitcalc._typing import Array


def sorted_quantile(values: Array, share: float) -> float:
    """Linear between the sorted values on both sides; between equal infinities, that infinity."""
    place = share * (len(values) - 1)
    below, above = float(values[math.floor(place)]), float(values[math.ceil(place)])
    return below if below == above else below + (place - math.floor(place)) * (above - below)
