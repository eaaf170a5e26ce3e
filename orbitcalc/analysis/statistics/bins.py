"""Counts of very many values in bins, from which percentiles are read to within a bin.

The bins are equal steps of a scale that is monotone in the value and fine where values are dense: the
logarithm where all values are positive and far apart, else the inverse hyperbolic sine of the distance
from the median in units of the middle half. Counts are whole numbers: no order or grouping changes them.
"""

from __future__ import annotations

import math

import numpy as np

from orbitcalc._typing import Array

BINS = 1 << 16
"""Bins between the smallest and the largest of the first values."""

NARROWEST = 1e-12
"""Range on the scale below which all values count as one."""

SMALLEST = 5e-324
"""The smallest positive float, in place of zero, which has no logarithm."""


class Bins:
    """Counts in bins whose edges follow from the first finite values."""

    def __init__(self, first: Array) -> None:
        finite = first[np.isfinite(first)]
        low, quarter, middle, three, high = (
            np.quantile(finite, (0.0, 0.25, 0.5, 0.75, 1.0)).tolist() if len(finite) else [0.0] * 5
        )
        self.logarithmic = low > 0.0 and high > 10.0 * low
        self.middle, self.scale = middle, (three - quarter) or (high - low) or 1.0
        self.start, end = self._forward(low), self._forward(high)
        # a little wider, so that the highest value falls in the last bin
        self.step = (1.0 + NARROWEST) * max(end - self.start, NARROWEST) / BINS
        # the first and the last bin count the values beyond the ends
        self.counts = np.zeros(BINS + 2, np.int64)

    def _forward(self, value: float) -> float:
        return math.log(value) if self.logarithmic else math.asinh((value - self.middle) / self.scale)

    def _back(self, place: float) -> float:
        return math.exp(place) if self.logarithmic else self.middle + self.scale * math.sinh(place)

    def add(self, values: Array) -> None:
        """Count these values."""
        if self.logarithmic:
            place = np.log(np.maximum(values, SMALLEST))
        else:
            place = np.arcsinh((values - self.middle) * (1.0 / self.scale))
        place -= self.start
        place *= 1.0 / self.step
        place += 1.0
        np.clip(place, 0.0, BINS + 1.0, out=place)
        self.counts += np.bincount(place.astype(np.intp), minlength=BINS + 2)

    def _bin(self, share: float) -> tuple[int, float]:
        """The bin of the value below which a share of the others lies, and its place in that bin from 0 to 1."""
        cumulative = np.cumsum(self.counts)
        place = share * float(cumulative[-1] - 1)
        index = int(np.searchsorted(cumulative, math.floor(place), side="right"))
        before = float(cumulative[index - 1]) if index else 0.0
        return index, min((place - before + 0.5) / float(self.counts[index]), 1.0)

    def _edge(self, index: float) -> float:
        return self._back(self.start + (index - 1.0) * self.step)

    def quantile(self, share: float, low: float, high: float) -> float:
        """The value below which a share lies, linear within a bin; in the outer bins the extremes `low` and `high`."""
        index, inside = self._bin(share)
        if index in (0, BINS + 1):
            return low if index == 0 else high
        return min(max(self._edge(index + inside), low), high)

    def width_at(self, share: float) -> float:
        """The width of the bin that a percentile falls in; nan in the outer bins."""
        index, _ = self._bin(share)
        return math.nan if index in (0, BINS + 1) else self._edge(index + 1) - self._edge(index)
