"""Running statistics of very many samples in bounded memory, independent of the pieces in which they arrive.

Samples are regrouped into blocks of fixed size before they are summed, so that the size of the pieces
does not change the last digit. Up to `EXACT` samples percentiles are those of the samples themselves;
beyond, they come from counts in bins laid out by the first `EXACT` samples, and the result gives the
width of the bin beside them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.statistics.bins import Bins
from orbitcalc.analysis.statistics.quantile import sorted_quantile
from orbitcalc.evaluate import BLOCK, blocks

PERCENTILES = (0.05, 0.5, 0.95)
"""Shares of the samples below the percentiles of a summary, unless the caller names others."""

BATCH = 4 * BLOCK
"""Samples that are gathered before they are worked on."""

EXACT = 1 << 18
"""Samples kept whole, from which percentiles are exact."""

NORMAL_SPREAD = 3.2897072539029444
"""The 5 to 95 % range of a normal distribution over its standard deviation."""

HEAVY = 2.0
"""A standard deviation this many times that of a normal distribution of equal 5 to 95 % range is a heavy tail."""


@dataclass(frozen=True)
class Statistics:
    """Statistics of many values: counts, mean and percentiles with their Monte Carlo errors, all in SI.

    `percentile_errors` are one standard error from sampling, and `replicated` that of the mean where it comes
    from the spread of replicates; `resolutions` are the widths of the bins
    that the percentiles were counted in, zero where they are exact. `spread` is the 5 to 95 % range. All these
    are of the values that are known; `over_all` are the percentiles of all, no value lying above every value, with
    their errors, and nan where a percentile falls among those without a value.
    """

    count: int
    unknown: int
    mean: float
    sd: float
    low: float
    high: float
    percentiles: dict[float, float]
    percentile_errors: dict[float, float]
    resolutions: dict[float, float]
    spread: float
    over_all: dict[float, float]
    over_all_errors: dict[float, float]
    replicated: float | None = None

    @property
    def without_value(self) -> float:
        """The share without a value [1]."""
        return self.unknown / self.count if self.count else 0.0

    @property
    def mean_error(self) -> float:
        """Standard error of the mean: from replicates where there are some, else that of independent draws."""
        if self.replicated is not None:
            return self.replicated
        known = self.count - self.unknown
        return self.sd / math.sqrt(known) if known > 1 else math.nan

    @property
    def heavy_tailed(self) -> bool:
        """Whether rare values dominate the mean, which is then unreliable."""
        if self.count > self.unknown and not math.isfinite(self.sd):
            return True
        return self.spread > 0.0 and self.sd * NORMAL_SPREAD > HEAVY * self.spread


@dataclass
class _RunningSums:
    """The running sums of one output."""

    count: int = 0
    unknown: int = 0
    total: float = 0.0
    squares: float = 0.0
    centre: float = math.nan
    low: float = math.inf
    high: float = -math.inf
    kept: list[Array] = field(default_factory=list)
    bins: Bins | None = None

    def add(self, values: Array) -> None:
        """Add the next values: whole blocks, unless they are the last."""
        missing = np.isnan(values)
        unknown = int(np.count_nonzero(missing))
        known = values[~missing] if unknown else values
        if len(known):
            self._sum(values, missing if unknown else None, known)
        self._count(values, known)
        self.count += len(values)
        self.unknown += unknown

    def _sum(self, values: Array, missing: Array | None, known: Array) -> None:
        if math.isnan(self.centre):
            self.centre = float(known[0]) if np.isfinite(known[0]) else 0.0
        self.low, self.high = min(self.low, float(known.min())), max(self.high, float(known.max()))
        deviation = values - self.centre
        if missing is not None:
            deviation[missing] = 0.0
        for part in blocks(len(deviation)):
            block = deviation[part]
            self.total += float(block.sum())
            block *= block
            self.squares += float(block.sum())

    def _count(self, values: Array, known: Array) -> None:
        """Keep the first values; count the later ones in bins laid out by those."""
        if self.bins is not None:
            self.bins.add(known)
            return
        room = EXACT - self.count
        if len(values) <= room:
            self.kept.append(known)
            return
        first = values[:room]
        whole = np.concatenate([*self.kept, first[~np.isnan(first)]])
        self.bins, self.kept = Bins(whole), []
        self.bins.add(whole)
        rest = values[room:]
        self.bins.add(rest[~np.isnan(rest)])

    def finish(self, shares: tuple[float, ...]) -> Statistics:
        """The statistics of all values added."""
        known = self.count - self.unknown
        if not known:
            return _nothing_known(self.count, shares)
        shift = self.total / known
        variance = max(self.squares / known - shift * shift, 0.0) * known / max(known - 1, 1)
        whole = None if self.bins else np.sort(np.concatenate(self.kept))

        def quantile(share: float) -> float:
            share = min(max(share, 0.0), 1.0)
            return self.bins.quantile(share, self.low, self.high) if self.bins else sorted_quantile(whole, share)

        def over_all(share: float) -> float:
            place = min(max(share, 0.0), 1.0) * (self.count - 1)
            return quantile(place / max(known - 1, 1)) if math.ceil(place) < known else math.nan

        def over_all_error(share: float) -> float:
            spread = math.sqrt(share * (1.0 - share) / self.count)
            return 0.5 * (over_all(share + spread) - over_all(share - spread))

        def error(share: float) -> float:
            spread = math.sqrt(share * (1.0 - share) / known)
            return 0.5 * (quantile(share + spread) - quantile(share - spread))

        def width(share: float) -> float:
            return self.bins.width_at(share) if self.bins else 0.0

        return Statistics(
            count=self.count,
            unknown=self.unknown,
            mean=self.centre + shift,
            sd=math.sqrt(variance),
            low=self.low,
            high=self.high,
            percentiles={share: quantile(share) for share in shares},
            percentile_errors={share: error(share) for share in shares},
            resolutions={share: width(share) for share in shares},
            spread=quantile(0.95) - quantile(0.05),
            over_all={share: over_all(share) for share in shares},
            over_all_errors={share: over_all_error(share) for share in shares},
        )


def _nothing_known(count: int, shares: tuple[float, ...]) -> Statistics:
    nan, nans = math.nan, dict.fromkeys(shares, math.nan)
    return Statistics(count, count, nan, nan, nan, nan, nans, nans, nans, nan, nans, nans)


class Summary:
    """Statistics of several outputs, and of how often conditions hold, as samples come in.

    With `replicates`, sample i belongs to replicate i modulo their number, and errors are from their spread.
    """

    def __init__(self, names: tuple[str, ...], conditions: tuple[str, ...] = (), replicates: int = 0) -> None:
        self.names, self.conditions, self.replicates = names, conditions, replicates
        self._columns = {name: _RunningSums() for name in names}
        self._parts = {name: [_RunningSums() for _ in range(replicates)] for name in names}
        self._holds = dict.fromkeys(conditions, 0)
        self._held = {condition: np.zeros(replicates, np.int64) for condition in conditions}
        self._waiting: list[dict[str, Array]] = []
        self._length = 0
        self.count = 0

    def add(self, samples: dict[str, Array]) -> None:
        """Add the next samples: a column for each output and, as 0 or 1, for each condition."""
        length = len(next(iter(samples.values())))
        self._waiting.append(samples)
        self._length += length
        self.count += length
        if self._length >= BATCH:
            self._flush(self._length - self._length % BLOCK)

    def _flush(self, end: int) -> None:
        """Work on the first samples that wait, as many of each column."""
        names = (*self.names, *self.conditions)
        joined = {name: np.concatenate([piece[name] for piece in self._waiting]) for name in names}
        with np.errstate(all="ignore"):
            for name in self.names:
                self._columns[name].add(joined[name][:end])
                for number, part in enumerate(self._parts[name]):
                    part.add(joined[name][number : end : self.replicates])
        for condition in self.conditions:
            met = joined[condition][:end] != 0
            self._holds[condition] += int(np.count_nonzero(met))
            for number in range(self.replicates):
                self._held[condition][number] += np.count_nonzero(met[number :: self.replicates])
        self._waiting = [{name: column[end:].copy() for name, column in joined.items()}]
        self._length -= end

    def statistics(self, shares: tuple[float, ...] = PERCENTILES) -> dict[str, Statistics]:
        """The statistics of each output; no samples may follow."""
        self._finish()
        with np.errstate(all="ignore"):
            whole = {name: column.finish(shares) for name, column in self._columns.items()}
            parts = {name: [part.finish(shares) for part in self._parts[name]] for name in self.names}
        return {name: _with_spread(item, parts[name]) for name, item in whole.items()}

    def probabilities(self) -> dict[str, tuple[float, float]]:
        """The share of samples that meet each condition, with its standard error; an unknown value meets none."""
        self._finish()
        shares = {condition: _share(holds, self.count) for condition, holds in self._holds.items()}
        if not self.replicates or self.count < 2 * self.replicates:
            return shares
        counts = np.array([len(range(number, self.count, self.replicates)) for number in range(self.replicates)])
        errors = {condition: _standard_error(held / counts) for condition, held in self._held.items()}
        return {condition: (share, errors[condition] or error) for condition, (share, error) in shares.items()}

    def _finish(self) -> None:
        if self._length:
            self._flush(self._length)


def _share(holds: int, count: int) -> tuple[float, float]:
    """A share and its standard error, that of half a case where none or all held."""
    if not count:
        return math.nan, math.nan
    share = holds / count
    inside = min(max(share, 0.5 / count), 1.0 - 0.5 / count)
    return share, math.sqrt(inside * (1.0 - inside) / count)


def _with_spread(whole: Statistics, parts: Sequence[Statistics]) -> Statistics:
    """The statistics with errors from the spread of replicates, if each of them has a spread of its own."""
    if not parts or any(part.count - part.unknown < 2 for part in parts):
        return whole
    errors, over_all = (
        {share: _standard_error([getattr(part, kind)[share] for part in parts]) for share in whole.percentiles}
        for kind in ("percentiles", "over_all")
    )
    mean = _standard_error([part.mean for part in parts])
    return replace(whole, percentile_errors=errors, over_all_errors=over_all, replicated=mean)


def _standard_error(values: Sequence[float] | Array) -> float:
    """The standard error of the mean of independent values."""
    with np.errstate(invalid="ignore"):
        return float(np.std(values, ddof=1) / math.sqrt(len(values)))
