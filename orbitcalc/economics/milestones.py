"""Time at which a growing fleet first delivers a given amount.

All quantities are pure numbers: satellites, and shares of a year. Within a year a fleet grows linearly until it is
complete; after that its working part changes exponentially.
"""

import numpy as np

from orbitcalc._typing import Array

_ROUNDING = 1e-12
"""Relative shortfall below which a level counts as reached."""

_STRAIGHT = 1e-6
"""Relative change over a year below which the logarithmic mean equals the arithmetic mean to rounding."""


def working_path(in_place: Array, working: Array, growing: Array) -> Array:
    """Working satellites at three moments of each year.

    Parameters
    ----------
    in_place : array_like, shape (years, samples)
        Satellites in place at the end of each year, failed ones included [1].
    working : array_like, shape (years, samples)
        Working satellites among them [1].
    growing : array_like, shape (years, samples)
        Share of each year before the fleet is complete [1].

    Returns
    -------
    ndarray, shape (3, years, samples)
        Working satellites at the start of each year, when the fleet stops growing, and at its end [1].

    Notes
    -----
    The share of working satellites changes linearly through a year.

    Examples
    --------
    >>> in_place = np.array([[8.0], [10.0]])
    >>> working_path(in_place, 0.5 * in_place, np.array([[1.0], [0.25]]))[:, 1, 0].tolist()
    [4.0, 5.0, 5.0]
    """
    some = in_place > 0.0
    share = np.where(some, working / np.where(some, in_place, 1.0), 1.0)
    share_before = np.concatenate([np.ones_like(share[:1]), share[:-1]])
    start = np.concatenate([np.zeros_like(share[:1]), working[:-1]])
    turn = in_place * (share_before + (share - share_before) * growing)
    return np.stack([start, np.where(growing <= 0.0, start, turn), working])


def path_means(path: Array, growing: Array) -> Array:
    """Mean of each year of a path.

    Parameters
    ----------
    path : array_like, shape (3, years, samples)
        As `working_path` returns it [1].
    growing : array_like, shape (years, samples)
        Share of each year before the path turns [1].

    Returns
    -------
    ndarray, shape (years, samples)
        Means [1].

    Examples
    --------
    A fleet of 8 is complete half way through the year, and then halves:

    >>> path_means(np.array([[[0.0]], [[8.0]], [[4.0]]]), np.array([[0.5]])).round(3).tolist()
    [[4.885]]
    """
    start, turn, end = path
    return 0.5 * (start + turn) * growing + _exponential_mean(turn, end) * (1.0 - growing)


def _exponential_mean(start: Array, end: Array) -> Array:
    """Mean of an exponential change (the logarithmic mean)."""
    some = np.minimum(start, end) > 0.0
    ratio = np.where(some, end / np.where(some, start, 1.0), 1.0)
    bent = np.abs(ratio - 1.0) > _STRAIGHT
    return np.where(bent, (end - start) / np.log(np.where(bent, ratio, 2.0)), 0.5 * (start + end))


def share_before(path: Array, growing: Array, level: Array) -> Array:
    """Share of each year that lies before a path first reaches a level.

    Parameters
    ----------
    path, growing : array_like, shape (3, years, samples) and (years, samples)
        As for `path_means` [1].
    level : array_like, shape (samples,)
        Level to reach [1].

    Returns
    -------
    ndarray, shape (years, samples)
        1 in the years before that moment, 0 in later years [1]; 1 throughout if the level is never reached.

    Examples
    --------
    >>> start, turn, end = [[0.0], [4.0], [8.0]], [[4.0], [8.0], [8.0]], [[4.0], [8.0], [7.0]]
    >>> share_before(np.array([start, turn, end]), np.ones((3, 1)), 5.0)[:, 0].tolist()
    [1.0, 0.25, 0.0]
    """
    start, turn, end = path
    least = level * (1.0 - _ROUNDING)
    by_turn, by_end = _crossing(start, turn, level), _crossing(turn, end, level)
    later = np.where(end >= least, growing + (1.0 - growing) * by_end, np.where(end < least, 1.0, np.nan))
    before = np.where(turn >= least, growing * by_turn, np.where(turn < least, later, np.nan))
    pending = 1.0
    for row in before:
        pending = np.floor(np.multiply(row, pending, out=row))  # 1 until the first share below 1, then 0
    return before


def _crossing(start: Array, end: Array, level: Array) -> Array:
    """Share of a linear change below a level that its end reaches."""
    rise = end - start
    rising = rise > 0.0
    return np.clip((level - start) / np.where(rising, rise, 1.0), 0.0, 1.0)


def added_after(added: Array, grown: Array, growing: Array, before: Array) -> Array:
    """Satellites added in each year after completion of the fleet and before a moment.

    Parameters
    ----------
    added, grown : array_like, shape (years, samples)
        Satellites added in each year, and the part of them added while the fleet grows [1].
    growing, before : array_like, shape (years, samples)
        Shares of each year before the fleet is complete, and before the moment [1].

    Returns
    -------
    ndarray, shape (years, samples)
        Satellites [1].

    Examples
    --------
    One satellite of ten arrives in the second half of the year; the moment is at three quarters of the year:

    >>> added_after(np.full((1, 1), 10.0), np.full((1, 1), 9.0), np.full((1, 1), 0.5), np.array([[0.75]])).tolist()
    [[0.5]]
    """
    stands = growing < 1.0
    share = np.maximum(before - growing, 0.0) / np.where(stands, 1.0 - growing, 1.0)
    return np.maximum(added - grown, 0.0) * share


def years_before_peak(series: Array, share: Array) -> Array:
    """Number of years before a yearly series first reaches a share of its largest value.

    Parameters
    ----------
    series : array_like, shape (years, samples)
        Any non-negative series [1].
    share : float
        Share of the largest value [1].

    Returns
    -------
    ndarray, shape (samples,)
        Years [1].

    Examples
    --------
    >>> years_before_peak(np.array([[1.0], [9.0], [10.0], [8.0]]), 0.9).tolist()
    [1.0]
    """
    level = share * series.max(axis=0)
    below = np.where(series >= level, 0.0, np.where(series < level, 1.0, np.nan))
    pending, count = 1.0, 0.0
    for row in below:
        pending = pending * row
        count = count + pending
    return count
