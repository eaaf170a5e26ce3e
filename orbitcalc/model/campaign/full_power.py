"""Full power: its date, the flights until then, and the power reached where the campaign falls short.

A quantity "to full power" counts everything launched until that moment, replacements and losses included, and
has no value where full power is never reached.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, milestones
from orbitcalc.economics.cohorts import weighted_sum
from orbitcalc.graph import rule

_NEVER = f"the power on line does not reach the target within the {cohorts.YEARS} simulated years"
"""Reason why quantities at full power have no value."""

_NOTICED = 0.01
"""Relative difference from which on a given date is not that of the campaign [1]."""

_HELD = 0.99
"""Share of the largest power on line above which a campaign counts as having reached it."""


@rule("1", "Number of working satellites whose power is the target", tabulated=True)
def satellites_working_wanted(satellites_sufficient: Array) -> Array:
    """The whole number that suffices: full power is reached when this fleet is complete."""
    return satellites_sufficient


@satellites_working_wanted.when(sparing_policy=("overprovision", "lose"))
def satellites_working_wanted_unreplaced(
    target_power: Array, delivered_power_per_satellite: Array, satellites_active: Array, working_path: Array
) -> Array:
    """The whole number where as many ever work at once; otherwise the fraction that the target needs."""
    most = np.minimum(satellites_active, working_path.max(axis=0).max(axis=0))
    return np.maximum(most, target_power / delivered_power_per_satellite)


@rule("1", "Share of each year before full power", axis="years", tabulated=True)
def before_full_power(working_path: Array, fleet_history: Array, satellites_working_wanted: Array) -> Array:
    return milestones.share_before(working_path, fleet_history[2], satellites_working_wanted)


@before_full_power.when(campaign_pace="at-once")
def before_full_power_at_once(fleet_history: Array) -> Array:
    """Full power is at the first launch by definition."""
    return fleet_history[2]


@rule(
    "yr",
    "Time from the first launch until the power on line, after failures, reaches the target",
    no_value=_NEVER,
    aliases=("time_to_power",),
    roles=("chain", "monte-carlo", "never"),
)
def deployment_time(before_full_power: Array, climb_time: Array, year: Array) -> Array:
    """The climb of the last satellites is added."""
    return _time_of(before_full_power) * year + climb_time


@deployment_time.when(campaign_pace="at-once")
def deployment_time_at_once(before_full_power: Array, year: Array) -> Array:
    return np.sum(before_full_power, axis=0) * year


def _time_of(before_full_power: Array) -> Array:
    """Years until full power; nan where it never comes; shape (...)."""
    return np.sum(before_full_power, axis=0) * np.where(before_full_power[-1] < 1.0, 1.0, np.nan)


@rule("yr", "Time that the yearly campaign takes until full power, whatever date is given", no_value=_NEVER)
def campaign_time(before_full_power: Array, climb_time: Array, year: Array) -> Array:
    return _time_of(before_full_power) * year + climb_time


@campaign_time.when(campaign_pace="at-once")
def campaign_time_at_once(deployment_time: Array) -> Array:
    """All flies with the first launch, so that no series contradicts a given date."""
    return deployment_time


@rule(
    "1",
    "Whether full power comes when the yearly campaign reaches it: 1 for yes, 0 for no",
    caution="full power after {deployment_time} is given; flights, satellites and cost until full power are those of "
    "the yearly campaign, whose own time is {campaign_time}",
)
def date_is_campaigns(deployment_time: Array, campaign_time: Array) -> Array:
    """A difference of one percent goes unnoticed; a date is not the campaign's where that never gets there."""
    same = np.abs(deployment_time - campaign_time) <= _NOTICED * campaign_time
    return np.where(same | np.isnan(deployment_time), 1.0, 0.0)


@rule(
    "yr",
    "Time that the yearly campaign takes, where another is given",
    no_value="the time to full power is that of the yearly campaign, or the campaign never gets there",
    roles=("never",),
)
def campaign_time_instead(campaign_time: Array, date_is_campaigns: Array) -> Array:
    return np.where(date_is_campaigns > 0.0, np.nan, campaign_time)


@rule(
    "1",
    "Date at which the target power is reached, as a fractional calendar year",
    headline=4,
    display="date",
)
def full_power_date(first_launch: Array, deployment_time: Array, year: Array) -> Array:
    return first_launch + deployment_time / year


@rule(
    "1",
    "Working satellites added in each year until full power, replacements included",
    axis="years",
    tabulated=True,
    no_value=_NEVER,
)
def satellites_added_to_full_power(
    flights_per_satellite: Array,
    satellites_addable: Array,
    satellites_added: Array,
    satellites_grown: Array,
    fleet_history: Array,
    before_full_power: Array,
    replaced_hazard: Array,
    year: Array,
) -> Array:
    growing = fleet_history[2]
    at_full_rate = np.minimum(before_full_power, growing)
    grown = cohorts.grown(satellites_addable, at_full_rate, replaced_hazard * year)
    added = grown + milestones.added_after(satellites_added, satellites_grown, growing, before_full_power)
    reached = (before_full_power[-1] < 1.0) & ~np.isnan(flights_per_satellite)
    return np.where(reached, added, np.nan)


@satellites_added_to_full_power.when(campaign_pace="at-once")
def satellites_added_to_full_power_at_once(satellites_added_first: Array) -> Array:
    return satellites_added_first


@rule("1", "Satellites built and launched until full power, replacements and losses included")
def satellites_launched(satellites_added_to_full_power: Array, launch_yields: Array) -> Array:
    return np.sum(satellites_added_to_full_power / launch_yields, axis=0)


@rule(
    "1",
    "Flights until full power, losses, replacements and tankers included",
    headline=3,
    aliases=("flights", "n_launches"),
    roles=("monte-carlo", "sweep"),
)
def launches_to_deploy(flights_per_satellite: Array, satellites_launched: Array) -> Array:
    return np.ceil(satellites_launched * flights_per_satellite * (1.0 - 1e-12))


@launches_to_deploy.when(satellite_count="fractional")
def launches_to_deploy_fractional(flights_per_satellite: Array, satellites_launched: Array) -> Array:
    return satellites_launched * flights_per_satellite


@rule("GW", "Largest yearly mean of the IT power on line, whatever the target")
def power_held(power_online: Array) -> Array:
    return power_online.max(axis=0)


@rule("1", "Calendar year in which the campaign reaches 99 % of its largest power", display="date", tabulated=True)
def power_held_date(first_launch: Array, power_online: Array) -> Array:
    return first_launch + milestones.years_before_peak(power_online, _HELD)


@rule("1", "Share of each year that lies within the horizon", axis="years", tabulated=True)
def horizon_weight(horizon: Array, year: Array) -> Array:
    return cohorts.year_shares(horizon / year, cohorts.YEARS)


@rule("1", "Satellites of the initial deployment launched within the horizon, losses included")
def satellites_deployed(satellites_added_first: Array, horizon_weight: Array, launch_yields: Array) -> Array:
    return cohorts.weighted_sum(satellites_added_first, horizon_weight / launch_yields)


@rule("1", "Replacement satellites launched within the horizon, losses included")
def satellites_renewed(
    satellites_added: Array, horizon_weight: Array, launch_yields: Array, satellites_deployed: Array
) -> Array:
    launched = cohorts.weighted_sum(satellites_added, horizon_weight / launch_yields)
    return np.maximum(launched - satellites_deployed, 0.0)


@rule("yr", "Satellite-years in place within the horizon")
def satellite_years(satellites_in_place_mean: Array, horizon_weight: Array, year: Array) -> Array:
    return cohorts.weighted_sum(satellites_in_place_mean, horizon_weight) * year


@rule("1", "Flights over the horizon, tankers included")
def launches_total(launches: Array, horizon_weight: Array) -> Array:
    return weighted_sum(launches, horizon_weight)
