"""Running statistics of very many samples in bounded memory, the same however they arrive in pieces.

Samples are regrouped into blocks of fixed size before anything is added up, so that the size of the
pieces leaves no trace in the last digit. Up to `EXACT` samples percentiles are those of the samples
themselves; beyond, they come from counts in bins laid out by the first `EXACT` samples, to within one
bin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orbitcalc._typing import Array

BLOCK = 8192
"""Samples that are added up together."""

EXACT = 1 << 18
"""Samples kept whole, from which percentiles are exact."""

BINS = 1 << 16
"""Bins between the smallest and the largest of the samples kept whole."""


@dataclass(frozen=True)
class Statistics:
    """What many values come to: counts, mean, percentiles, each with its Monte Carlo error.

    `percentile_error` is the width of a bin over the value where bins were used, else 0.
    """

    count: int
    unknown: int
    mean: float
    sd: float
    low: float
    high: float
    percentiles: dict[float, float]
    percentile_errors: dict[float, float]
    bin_width: float

    @property
    def mean_error(self) -> float:
        """One standard error of the mean."""
        known = self.count - self.unknown
        return self.sd / math.sqrt(known) if known > 1 else math.nan


class _Bins:
    """Counts of values in equal bins of their value, or of its logarithm where all are positive and far apart."""

    def __init__(self, first: Array) -> None:
        low, high = float(first.min()), float(first.max())
        self.logarithmic = low > 0.0 and high > 10.0 * low
        if self.logarithmic:
            low, high = math.log(low), math.log(high)
        self.low, self.width = low, max((high - low) / BINS, 5e-324)
        self.counts = np.zeros(BINS + 2, np.int64)  # the first and the last hold what lies beyond the ends

    def add(self, values: Array) -> None:
        if self.logarithmic:
            values = np.log(np.maximum(values, 5e-324))
        index = np.clip((values - self.low) * (1.0 / self.width) + 1.0, 0.0, BINS + 1.0)
        self.counts += np.bincount(index.astype(np.int32), minlength=BINS + 2)

    def edge(self, index: float) -> float:
        value = self.low + (index - 1.0) * self.width
        return math.exp(value) if self.logarithmic else value

    def quantile(self, share: float, low: float, high: float) -> float:
        """Linear within a bin; beyond the ends the extremes themselves bound it."""
        target = share * float(self.counts.sum())
        cumulative = np.cumsum(self.counts)
        index = int(np.searchsorted(cumulative, target))
        before = float(cumulative[index - 1]) if index else 0.0
        inside = (target - before) / max(float(self.counts[index]), 1.0)
        return min(max(self.edge(index + inside), low), high)


@dataclass
class _Column:
    """The running sums of one output."""

    count: int = 0
    unknown: int = 0
    total: float = 0.0
    squares: float = 0.0
    centre: float = math.nan
    low: float = math.inf
    high: float = -math.inf
    kept: list[Array] = field(default_factory=list)
    bins: _Bins | None = None

    def add(self, block: Array) -> None:
        self.count += len(block)
        known = block[~np.isnan(block)] if np.isnan(block).any() else block
        self.unknown += len(block) - len(known)
        if not len(known):
            return
        if math.isnan(self.centre):
            self.centre = float(known[0]) if np.isfinite(known[0]) else 0.0
        self.low, self.high = min(self.low, float(known.min())), max(self.high, float(known.max()))
        away = known - self.centre
        self.total += float(away.sum())
        self.squares += float((away * away).sum())
        if self.bins is not None:
            self.bins.add(known)
            return
        self.kept.append(known)
        if self.count > EXACT:
            whole = np.concatenate(self.kept)
            self.kept = []
            self.bins = _Bins(whole[np.isfinite(whole)]) if np.isfinite(whole).any() else _Bins(np.zeros(1))
            self.bins.add(whole)

    def finish(self, shares: tuple[float, ...]) -> Statistics:
        known = self.count - self.unknown
        if not known:
            nans = dict.fromkeys(shares, math.nan)
            return Statistics(self.count, self.unknown, math.nan, math.nan, math.nan, math.nan, nans, nans, 0.0)
        shift = self.total / known
        variance = max(self.squares / known - shift * shift, 0.0) * known / max(known - 1, 1)
        whole = np.sort(np.concatenate(self.kept)) if self.kept else None

        def quantile(share: float) -> float:
            share = min(max(share, 0.0), 1.0)
            if whole is not None:
                return float(np.quantile(whole, share, method="linear"))
            assert self.bins is not None
            return self.bins.quantile(share, self.low, self.high)

        def error(share: float) -> float:
            spread = math.sqrt(share * (1.0 - share) / known)
            return 0.5 * (quantile(share + spread) - quantile(share - spread))

        return Statistics(
            self.count, self.unknown, self.centre + shift, math.sqrt(variance), self.low, self.high,
            {share: quantile(share) for share in shares}, {share: error(share) for share in shares},
            self.bins.width if self.bins else 0.0,
        )  # fmt: skip


class Summary:
    """Statistics of several outputs, and of how often conditions hold, as samples come in."""

    def __init__(self, names: tuple[str, ...], conditions: tuple[str, ...] = ()) -> None:
        self.names, self.conditions = names, conditions
        self._columns = {name: _Column() for name in names}
        self._holds = dict.fromkeys(conditions, 0)
        self._waiting: list[dict[str, Array]] = []
        self._length = 0
        self.count = 0

    def add(self, samples: dict[str, Array]) -> None:
        """Take the next samples, in order: a column for each output and, as 0 or 1, for each condition."""
        length = len(next(iter(samples.values())))
        self._waiting.append(samples)
        self._length += length
        self.count += length
        if self._length >= BLOCK:
            self._flush(whole_blocks=True)

    def _flush(self, whole_blocks: bool) -> None:
        joined = {
            name: np.concatenate([piece[name] for piece in self._waiting]) for name in (*self.names, *self.conditions)
        }
        end = self._length - self._length % BLOCK if whole_blocks else self._length
        for start in range(0, end, BLOCK):
            for name in self.names:
                self._columns[name].add(joined[name][start : min(start + BLOCK, end)])
        for condition in self.conditions:
            self._holds[condition] += int(np.count_nonzero(joined[condition][:end]))
        self._waiting = [{name: column[end:] for name, column in joined.items()}]
        self._length -= end

    def statistics(self, shares: tuple[float, ...] = (0.05, 0.5, 0.95)) -> dict[str, Statistics]:
        """The statistics of each output so far."""
        if self._length:
            self._flush(whole_blocks=False)
        return {name: column.finish(shares) for name, column in self._columns.items()}

    def probabilities(self) -> dict[str, tuple[float, float]]:
        """How often each condition held, with one standard error; a value that is unknown does not meet it."""
        if self._length:
            self._flush(whole_blocks=False)
        out = {}
        for condition, holds in self._holds.items():
            share = holds / self.count if self.count else math.nan
            out[condition] = (share, math.sqrt(share * (1.0 - share) / self.count) if self.count else math.nan)
        return out


def columns_of(samples: dict[str, Any], count: int) -> dict[str, Array]:
    """Outputs as full columns: what does not vary is repeated."""
    return {name: np.ascontiguousarray(np.broadcast_to(value, (count,))) for name, value in samples.items()}
