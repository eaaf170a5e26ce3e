"""Work that interruptions throw back to its last checkpoint, and the time that saving it takes."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.reliability import mean_survival
from orbitcalc.validity import NOT_NEGATIVE, possible

_NO_HAZARD = 1e-18
"""Interruptions in the time of one checkpoint below which there are none."""


@possible(hazard=NOT_NEGATIVE, checkpoint_time=NOT_NEGATIVE)
def checkpoint_interval(hazard: Array, checkpoint_time: Array) -> Array:
    """Work between two checkpoints that loses least to saving and to interruptions together.

    Parameters
    ----------
    hazard : array_like, shape (...)
        Interruptions of the job per time [1/s].
    checkpoint_time : array_like, shape (...)
        Time for which a checkpoint stops the work [s].

    Returns
    -------
    array_like, shape (...)
        Time of work between two checkpoints [s]; 0 where a checkpoint takes none, very long without interruptions.

    References
    ----------
    [young-1974]_, sqrt(2 checkpoint_time / hazard).

    Examples
    --------
    Checkpoints of five minutes, an interruption every six hours:

    >>> round(float(checkpoint_interval(1.0 / 21600.0, 300.0)) / 60.0, 1)
    60.0
    """
    return checkpoint_time * np.sqrt(2.0 / np.maximum(hazard * checkpoint_time, _NO_HAZARD))


@possible(hazard=NOT_NEGATIVE, interval=NOT_NEGATIVE, checkpoint_time=NOT_NEGATIVE, restart_time=NOT_NEGATIVE)
def useful_share(hazard: Array, interval: Array, checkpoint_time: Array, restart_time: Array) -> Array:
    """Share of a job's time that ends in finished work, after checkpoints, repeated work and restarts.

    Parameters
    ----------
    hazard : array_like, shape (...)
        Interruptions of the job per time [1/s].
    interval : array_like, shape (...)
        Time of work between two checkpoints [s].
    checkpoint_time : array_like, shape (...)
        Time for which a checkpoint stops the work [s].
    restart_time : array_like, shape (...)
        Time from an interruption until the work goes on [s].

    Returns
    -------
    array_like, shape (...)
        Finished work over time [1], from 0 to 1.

    Notes
    -----
    Interruptions are a Poisson process that also strikes while a checkpoint is written or the job restarts.

    References
    ----------
    [daly-2006]_, the complete cost function: a run takes exp(restart hazard) (exp((interval + checkpoint) hazard) - 1)
    over (interval hazard) of its time.

    Examples
    --------
    An interruption every six hours, an hour of work between checkpoints of five minutes, ten minutes to restart:

    >>> round(float(useful_share(1.0 / 21600.0, 3600.0, 300.0, 600.0)), 4)
    0.8192
    """
    cycle = interval + checkpoint_time
    working = np.where(cycle > 0.0, interval / np.where(cycle > 0.0, cycle, np.nan), 1.0)
    return working * np.exp(-hazard * (restart_time + cycle)) / mean_survival(hazard, cycle)
